package berkeley.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "period: PT-5M is not in 10ms..1d, period: -5m is not in 10ms..1d",
    "deadline: PT0.3S is longer than the period PT0.2S, deadline: 300ms is longer than the period 200ms",
    "gamma is PT0S at most PT24H, gamma is 0s at most 24h",
    "PT1H0.000000001S, 3600000000001ns",
    "no PTARMIGAN is one, no PTARMIGAN is one",
    "PT, PT"
  })
  void theyAreWrittenAsTheyAreGiven(String message, String readable) {
    assertEquals(readable, Durations.readable(message));
  }
}
