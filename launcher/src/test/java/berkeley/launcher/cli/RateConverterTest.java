package berkeley.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class RateConverterTest {

  private final RateConverter converter = new RateConverter();

  @ParameterizedTest
  @CsvSource({"80ppm, 80", "-0.5ppm, -0.5", "200ppb, 0.2", "0, 0", "+3 ppm, 3"})
  void aNumberAndAUnitMakeARate(String text, double expectedPpm) {
    assertEquals(expectedPpm, converter.convert(text), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "5%", "ppm", "", "NaN", "1e2ppm"})
  void anythingElseIsRefused(String text) {
    assertThrows(TypeConversionException.class, () -> converter.convert(text));
  }
}
