package berkeley.simulator.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.promise.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedChaosTest {

  private static final Duration PERIOD = Duration.ofSeconds(10);

  private static SimulatedChaosSettings settings(int nodes, Duration duration, Mutant broken) {
    return SimulatedChaosSettings.builder()
        .nodes(nodes)
        .duration(duration)
        .period(PERIOD)
        .broken(broken)
        .checksPromises(false)
        .build();
  }

  private static void assertNothingIsBroken(SimulatedChaosSummary summary) {
    assertEquals(
        List.of(), summary.firstBroken().map(SimulatedChaosRun::transcript).orElse(List.of()));
  }

  @Test
  void tenSeedsOfTwoHoursBreakNothing() {
    SimulatedChaosSummary summary =
        SimulatedChaosSummary.of(settings(5, Duration.ofHours(2), Mutant.NOTHING), 1, 10);

    assertNothingIsBroken(summary);
    assertEquals(Duration.ofHours(20).toNanos(), summary.virtualNanos());
    assertEquals(
        Set.copyOf(Weather.PLAIN.faults()).size(),
        summary.faults().size(),
        summary.faults()::toString);
    assertTrue(summary.counts().get("elections") > 100, summary.counts()::toString);
    assertTrue(summary.counts().get("corrections") > 1_000, summary.counts()::toString);
  }

  @Test
  @Tag("full")
  void thirtySeedsOfTenHoursBreakNothing() {
    assertNothingIsBroken(
        SimulatedChaosSummary.of(settings(5, Duration.ofHours(10), Mutant.NOTHING), 101, 30));
  }

  @ParameterizedTest
  @CsvSource({"3, PT1S", "7, PT1S", "5, PT0.2S"})
  void otherClustersBreakNothingEither(int nodes, Duration period) {
    SimulatedChaosSettings other =
        SimulatedChaosSettings.builder()
            .nodes(nodes)
            .duration(period.multipliedBy(360))
            .period(period)
            .checksPromises(false)
            .build();

    assertNothingIsBroken(SimulatedChaosSummary.of(other, 1, 5));
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    SimulatedChaosSettings settings = settings(5, Duration.ofHours(1), Mutant.NOTHING);

    assertEquals(SimulatedChaosRun.of(settings, 7), SimulatedChaosRun.of(settings, 7));
    assertTrue(
        !SimulatedChaosRun.of(settings, 7)
            .counts()
            .equals(SimulatedChaosRun.of(settings, 8).counts()));
  }

  /** The seeds are a little more than were needed when this was written. */
  @ParameterizedTest
  @CsvSource({"MEAN_WITH_LIAR, 2, shift", "NO_MONOTONIC_GUARD, 2, monotonicity"})
  void whatIsBrokenOnPurposeIsNoticed(Mutant broken, int seeds, String kind) {
    SimulatedChaosSummary summary =
        SimulatedChaosSummary.of(settings(5, Duration.ofHours(10), broken), 1, seeds);

    Map<String, Long> violations = summary.violations();
    assertTrue(violations.get(kind) > 0, violations::toString);
    List<String> transcript = summary.firstBroken().orElseThrow().transcript();
    assertTrue(transcript.get(transcript.size() - 1).contains("violated"), transcript::toString);
  }

  @Test
  void aNodeThatIsNotFencedBreaksAPromise() {
    SimulatedChaosSettings settings =
        SimulatedChaosSettings.builder()
            .duration(Duration.ofHours(10))
            .period(PERIOD)
            .broken(Mutant.NO_FENCING)
            .build();

    SimulatedChaosRun run = SimulatedChaosRun.of(settings, 2);

    assertTrue(run.promises().violations(Promise.FENCING) > 0, () -> run.promises().toString());
  }
}
