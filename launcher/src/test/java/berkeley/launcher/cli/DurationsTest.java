package berkeley.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {

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
    assertEquals(expected, Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "5", "1.2.3s", "1e3s", "2 sec", "PT1S", "1s2ms", "--1s", "200000d"})
  void anythingElseIsRefusedInOneLineThatRepeatsIt(String text) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));

    assertTrue(refusal.getMessage().contains("'" + text + "'"), refusal::getMessage);
    assertEquals(1, refusal.getMessage().lines().count());
  }

  @Property
  void whatIsWrittenIsReadAsTheSame(
      @ForAll @LongRange(min = -3_155_760_000_000_000_000L, max = 3_155_760_000_000_000_000L)
          long nanos) {
    Duration duration = Duration.ofNanos(nanos);

    assertEquals(duration, Durations.parse(Durations.format(duration)));
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
    assertEquals(expected, Durations.format(duration));
  }
}
