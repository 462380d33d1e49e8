package berkeley.simulator.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "2s, PT2S",
    "-1.5h, PT-1H-30M",
    "100us, PT0.0001S",
    "100\u00b5s, PT0.0001S",
    "1m, PT1M",
    "1min, PT1M",
    "7ns, PT0.000000007S",
    "+3s, PT3S",
    ".5s, PT0.5S",
    "1d, PT24H",
    "0, PT0S",
    "2 s, PT2S"
  })
  void aNumberAndAUnitMakeADuration(String text, Duration expected) {
    assertEquals(expected, Units.duration(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "5", "1.2.3s", "1e3s", "2 sec", "PT1S", "1s2ms", "--1s", "200000d"})
  void anythingElseIsRefusedInOneLineThatRepeatsIt(String text) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Units.duration(text));

    assertTrue(refusal.getMessage().contains("'" + text + "'"), refusal::getMessage);
    assertEquals(1, refusal.getMessage().lines().count());
  }

  @Property
  void whatIsWrittenIsReadAsTheSame(
      @ForAll @LongRange(min = -3_155_760_000_000_000_000L, max = 3_155_760_000_000_000_000L)
          long nanos) {
    Duration duration = Duration.ofNanos(nanos);

    assertEquals(duration, Units.duration(Units.text(duration)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT1S, 1s",
    "PT0.25S, 250ms",
    "PT-2.5S, -2500ms",
    "PT90M, 90m",
    "PT2H, 2h",
    "PT0S, 0ns"
  })
  void theLargestWholeUnitIsWritten(Duration duration, String expected) {
    assertEquals(expected, Units.text(duration));
  }

  @Test
  void aRatioIsAsExactAsIfItHadBeenWrittenOut() {
    assertEquals(5e-6, Units.ratio("5ppm"));
    assertEquals(-5e-7, Units.ratio("-500ppb"));
    assertEquals(1e-9, Units.ratio("1e-9"));
    assertEquals(3e-8, Units.ratio("3E-8"));
    assertEquals(0, Units.ratio("0"));
  }

  @ParameterizedTest
  @CsvSource({"80ppm, 80", "-500ppb, -0.5", "0, 0", "+3 ppm, 3"})
  void aRateIsInPartsPerMillion(String text, double ppm) {
    assertEquals(ppm, Units.ppm(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "80ppt", "ppm", "", "NaN", "1e2ppm"})
  void aRateInPpmNeedsItsUnit(String text) {
    assertThrows(IllegalArgumentException.class, () -> Units.ppm(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "", "NaN", "1e999", "5%"})
  void whatIsNoRatioIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Units.ratio(text));
  }
}
