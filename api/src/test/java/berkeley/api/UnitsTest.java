package berkeley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "100us, 100000",
    "250ms, 250000000",
    "2s, 2000000000",
    "-1.5h, -5400000000000",
    "+1h, 3600000000000",
    "3 ns, 3",
    ".5us, 500",
    "1d, 86400000000000",
    "2min, 120000000000",
    "0, 0"
  })
  void readsDurations(String text, long nanos) {
    assertEquals(nanos, Units.duration(text).toNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "5", "5 parsecs", "1h30m", "1000000d", "--1s"})
  void refusesWhatIsNoDurationAndNamesIt(String text) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> Units.duration(text));
    assertTrue(refusal.getMessage().startsWith("'" + text + "'"), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1h", "90m", "61s", "250ms", "7us", "1ns", "-2s"})
  void writesWhatItReads(String text) {
    assertEquals(text, Units.text(Units.duration(text)));
  }

  @Test
  void writesZeroWithAUnit() {
    assertEquals("0ns", Units.text(Duration.ZERO));
  }

  @Test
  void readsRates() {
    assertEquals(5e-6, Units.ratio("5ppm"));
    assertEquals(-5e-7, Units.ratio("-500ppb"));
    assertEquals(1e-9, Units.ratio("1e-9"));
    assertEquals(80, Units.ppm("80ppm"));
    assertEquals(-0.5, Units.ppm("-500ppb"));
    assertEquals(0, Units.ppm("0"));
  }

  @Test
  void refusesARateInPpmWithoutAUnit() {
    assertThrows(IllegalArgumentException.class, () -> Units.ppm("80"));
    assertThrows(IllegalArgumentException.class, () -> Units.ppm("80ppt"));
    assertThrows(IllegalArgumentException.class, () -> Units.ratio("fast"));
  }
}
