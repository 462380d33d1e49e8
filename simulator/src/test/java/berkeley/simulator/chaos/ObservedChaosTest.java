package berkeley.simulator.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.promise.Promise;
import berkeley.simulator.promise.Summary;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservedChaosTest {

  private static SimulatedChaosSettings.Builder settings(Duration duration) {
    return SimulatedChaosSettings.builder().duration(duration);
  }

  @Test
  void aSeedIsTheSameRunWhetherThePromisesAreCheckedOrNot() {
    Duration hour = Duration.ofHours(1);
    SimulatedChaosRun checked = SimulatedChaosRun.of(settings(hour).build(), 3);
    SimulatedChaosRun unchecked =
        SimulatedChaosRun.of(settings(hour).checksPromises(false).build(), 3);

    assertEquals(unchecked.counts(), checked.counts());
    assertEquals(unchecked.longestGapNanos(), checked.longestGapNanos());
    assertEquals(0, unchecked.promises().readings());
    assertTrue(checked.promises().readings() > 1_000, checked.promises()::toString);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void beforeTheFirstFaultThePromisesAreCheckedAndKept(long seed) {
    SimulatedChaosRun run = SimulatedChaosRun.of(settings(Duration.ofMinutes(5)).build(), seed);

    Summary summary = run.promises();
    for (Promise promise : Promise.values()) {
      // Recovery is checked once there has been a fault.
      assertTrue(
          promise == Promise.RECOVERY || summary.checks().get(promise) > 100, summary::toString);
      assertEquals(0, summary.violations().get(promise), run.brokenPromises()::toString);
    }
    assertEquals(0, summary.excusedShare());
    assertEquals(1, summary.epochs());
    assertEquals(0, summary.epochsWithoutMajority());
  }
}
