package berkeley.bench.servo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The accuracy that is asked of the servo, in the scenarios, in microseconds. */
class ServoFiguresTest {

  @ParameterizedTest
  @CsvSource({
    "A, 0.40, 1.2, true",
    "B, 0.80, 2.4, true",
    "C, 2.1, 6.3, false",
    "D, 36, 106, false",
    "F, 0.45, 1.35, false"
  })
  void everySeedKeepsTheLimitsAndTheQuietNetworksAreSettledInTenRounds(
      String scenario, double rms, double medianSpread, boolean quickly) {
    List<ServoAccuracy> runs = runs(scenario);
    for (ServoAccuracy figures : runs) {
      String found = scenario + ": " + figures + " of " + runs;
      assertTrue(figures.rmsNanos() <= rms * 1e3, found);
      assertTrue(figures.medianSpreadNanos() <= medianSpread * 1e3, found);
    }
    ServoAccuracy median = ServoAccuracy.median(runs);
    assertTrue(!quickly || median.tenthRoundNanos() < 10 * median.rmsNanos(), median::toString);
  }

  @Test
  void aStepOfAllFrequenciesIsFollowedWithinTheLimitsInTheMedian() {
    ServoAccuracy median = ServoAccuracy.median(runs("E"));
    assertTrue(median.rmsNanos() <= 1_200, median::toString);
    assertTrue(median.maxNanos() <= 28_000, median::toString);
  }

  @Test
  void regressionMissesTheLimitOfTheNoisyNetwork() {
    ServoAccuracy figures = ServoTrial.run(ServoWorlds.named("C"), ServoContender.REGRESSION, 101);
    assertTrue(figures.rmsNanos() > 2 * 2_100, figures::toString);
  }

  @Test
  void theSameSeedGivesTheSameFiguresToTheBit() {
    ServoWorld hour = ServoWorlds.named("B").polled(1, 600);
    ServoAccuracy first = ServoTrial.run(hour, ServoContender.KALMAN, 7);
    assertEquals(first, ServoTrial.run(hour, ServoContender.KALMAN, 7));
  }

  /** Of seeds 101, 102 and 103. */
  private static List<ServoAccuracy> runs(String scenario) {
    ServoWorld world = ServoWorlds.named(scenario);
    return LongStream.rangeClosed(101, 103)
        .mapToObj(seed -> ServoTrial.run(world, ServoContender.EDGES, seed))
        .toList();
  }
}
