package berkeley.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.cluster.ReachableSlave;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.measure.ViolationCounts;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import berkeley.simulator.text.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs against numeric limits, and runs that have to break them. */
class SimulationTest {

  private static RunResult run(String... keysAndValues) {
    return Simulation.run(TestScenario.of(keysAndValues), 101);
  }

  @Test
  void theSameSeedIsTheSameRunAndAnotherIsNot() {
    Scenario scenario = TestScenario.of("loss", "0.05", "delay.spike", "2ms@0.02");
    RunResult once = Simulation.run(scenario, 7);
    assertEquals(once, Simulation.run(scenario, 7));
    assertNotEquals(once.rmsNanos(), Simulation.run(scenario, 8).rmsNanos());
  }

  @Test
  void runsSideBySideAreTheRunsOneByOne() {
    Scenario scenario = TestScenario.of();
    SimulationSummary together = Simulation.runAll(scenario, 7, 3);
    for (int i = 0; i < 3; i++) {
      assertEquals(Simulation.run(scenario, 7 + i), together.runs().get(i));
    }
  }

  @Test
  void whoRunsItBitByBitAndLooksOnSeesTheSameRun() {
    Scenario scenario = TestScenario.of("duration", "3m", "loss", "0.05");
    List<RoundReport> reports = new ArrayList<>();
    SimulationHooks hooks = TestScenario.collectingRoundsIn(reports);
    SimulationRun bitByBit = Simulation.begin(scenario, 7, SampleListener.NONE, hooks);
    for (long at = 0; at < scenario.duration().toNanos(); at += 1_234_567_891L) {
      bitByBit.runUntil(at);
      bitByBit.time().in(5, () -> bitByBit.cluster().master().status());
      bitByBit.cluster().peers().forEach(peer -> peer.node().status());
    }

    assertEquals(Simulation.run(scenario, 7), bitByBit.toEnd());
    assertEquals(180, reports.size());
  }

  @Test
  void aSlaveThatWasKilledComesBackInANewLife() {
    Scenario scenario = TestScenario.of("duration", "2m");
    List<RoundReport> reports = new ArrayList<>();
    SimulationHooks hooks = TestScenario.collectingRoundsIn(reports);
    SimulationRun run = Simulation.begin(scenario, 7, SampleListener.NONE, hooks);
    ReachableSlave first = run.cluster().peers().get(0);
    run.runUntil(30_500_000_000L);
    run.master().process("s01").end();
    run.runUntil(40_500_000_000L);
    assertEquals(Outcome.UNREACHABLE, outcome(reports, "s01"));
    VirtualNode next = first.node().restarted(2, first.node().nodeTime() + 7_000_000_000L);
    run.master()
        .enter(
            new ReachableSlave(
                next, next.service(), first.probes(), first.corrections(), first.others()));
    run.runUntil(60_500_000_000L);

    assertEquals(Outcome.ACCEPTED, outcome(reports, "s01"));
    assertEquals(2, next.status().incarnation());
    assertTrue(next.nodeTime() - run.cluster().master().nodeTime() < 100_000);
    assertEquals(ViolationCounts.NONE, run.toEnd().violations());
  }

  private static Outcome outcome(List<RoundReport> reports, String id) {
    return reports.get(reports.size() - 1).members().stream()
        .filter(member -> member.id().equals(id))
        .map(MemberReport::outcome)
        .findFirst()
        .orElse(Outcome.UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "A, 2h, 400, 1200",
    "B, 30m, 800, 2400",
    "C, 1h, 2100, 6300",
    "D, 12h, 36000, 106000",
    "E, 2h, 1200, 2400",
    "F, 30m, 450, 1400"
  })
  void eachMeasuredWorldIsMetWithTheAccuracyAskedFor(
      String name, String length, long rmsNanos, long spreadNanos) {
    Scenario scenario = Scenarios.builtIn(name).withDuration(Units.duration(length));
    SimulationSummary summary = Simulation.runAll(scenario, Simulation.FIRST_SEED, 2);
    String found = summary.document().toString();
    assertEquals(ViolationCounts.NONE, summary.violations(), found);
    assertTrue(summary.median(RunResult::rmsNanos) <= rmsNanos, found);
    assertTrue(summary.median(RunResult::spreadMedianNanos) <= spreadNanos, found);
    assertEquals(0, summary.median(RunResult::shiftNanos), found);
    assertTrue(summary.runs().get(0).excuses().isEmpty(), found);
  }

  @Test
  void rarerRoundsKeepTheBoundsWithinTheirLimitAndCostLittleAccuracy() {
    Scenario scenario = TestScenario.of("poll.max", "64s", "bound.limit", "1ms", "duration", "2h");
    long limit = Units.duration("1ms").toNanos();
    long[] widest = new long[1];
    RunResult rarely =
        Simulation.run(
            scenario,
            101,
            (when, names, offsets, bounds) -> {
              for (long bound : bounds) {
                widest[0] = when > 60_000_000_000L ? Math.max(widest[0], bound) : 0;
              }
            });
    assertEquals(ViolationCounts.NONE, rarely.violations());
    assertTrue(rarely.rounds() < 7200 / 16, rarely.rounds() + " rounds");
    assertTrue(widest[0] > limit / 2 && widest[0] <= limit, widest[0] + " ns");
    assertTrue(rarely.spreadMedianNanos() < 20_000, rarely.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss | 0.1",
        "delay.spike | 20ms@0.05",
        "delay.jitter | 5ms",
        "frequency.sine | 2ppm@10m",
        "frequency.step | -8ppm@15m",
        "wander | 3e-8",
        "reference | wandering",
        "outages | 2:12m..14m, 3:13m..790s",
        "probes | 8",
        "period | 250ms"
      })
  void whatMayHappenBreaksNoPromise(String key, String value) {
    SimulationSummary summary = Simulation.runAll(TestScenario.of(key, value), 1, 3);
    assertEquals(ViolationCounts.NONE, summary.violations());
    assertTrue(summary.runs().get(0).excuses().isEmpty());
    assertTrue(summary.median(RunResult::rmsNanos) < 1_000_000);
  }

  @Test
  void asymmetryIsAnErrorOfHalfOfItAndTheBoundSaysSo() {
    RunResult run = Simulation.run(Scenarios.builtIn("asymmetric"), 101);
    assertEquals(2_000_000, run.rmsNanos(), 20_000);
    assertTrue(run.boundMedianNanos() > 2_000_000);
    assertEquals(ViolationCounts.NONE, run.violations());
    RunResult otherWay = run("delay.asymmetry", "-4ms", "delay.base", "1ms");
    assertEquals(2_000_000, otherWay.rmsNanos(), 20_000);
    assertEquals(ViolationCounts.NONE, otherWay.violations());
  }

  @Test
  void aLiarMovesNobodyUnlessThePlainMeanIsTaken() {
    RunResult defended = run("liars", "1:+1h");
    assertEquals(0, defended.shiftNanos());
    assertTrue(defended.rmsNanos() < 1_000);
    RunResult fooled = run("liars", "1:+1h", "average", "mean");
    assertTrue(Math.abs(fooled.shiftNanos()) > 1_000_000, "moved " + fooled.shiftNanos());
  }

  @Test
  void whoKeepsTheTimeAndTellsAnotherMovesNobodyEither() {
    RunResult defended = run("deceptions", "1:+50us@5m");
    assertEquals(0, defended.shiftNanos());
    assertEquals(ViolationCounts.NONE, defended.violations());
    RunResult fooled = run("deceptions", "1:+1h@0s", "average", "mean");
    assertTrue(Math.abs(fooled.shiftNanos()) > 1_000_000, "moved " + fooled.shiftNanos());
  }

  @ParameterizedTest
  @CsvSource({"intersection, 20ms, 38", "midpoint, 300ms, 54", "tempo, 20ms, 7", "mean, 300ms, 9"})
  void aClusterThatIsMovedByBadFirstSamplesTakesItsBoundsAlong(
      String average, String spike, long seed) {
    Scenario scenario =
        TestScenario.of(
            "average", average,
            "delay.base", "0",
            "delay.jitter", "0",
            "delay.spike", spike + "@0.1",
            "loss", "0.1",
            "initial.frequency", "200ppm",
            "include.master", "true");
    SimulationSummary summary = Simulation.runAll(scenario, seed, 5);
    assertEquals(ViolationCounts.NONE, summary.violations(), summary.runs().toString());
  }

  @Test
  void anOscillatorBeyondTheDeclaredDriftBreaksItsBoundAndIsCountedApart() {
    RunResult run = run("frequencies", "3:2000ppm", "period", "4s");
    assertTrue(run.excused().containment() > 0, run.toString());
    assertEquals(ViolationCounts.NONE, run.violations());
    assertTrue(run.excuses().get("s03").contains("declared are 100 ppm"), run.toString());
  }

  @Test
  void aStepBeyondTheDeclaredWanderBreaksTheBoundAndIsCountedApart() {
    RunResult run = run("frequency.step", "80ppm@10m", "period", "16s", "duration", "30m");
    assertTrue(run.excused().containment() > 0, run.toString());
    assertEquals(5, run.excuses().size());
  }

  @Test
  void anOscillatorThatJumpsIsBroughtBackAndNeverGoesBackwards() {
    RunResult ahead = run("jumps", "2:+50ms@5m");
    assertTrue(ahead.excused().containment() > 0, ahead.toString());
    assertEquals(0, ahead.excused().monotonicity());
    assertEquals(ViolationCounts.NONE, ahead.violations());
    assertTrue(ahead.rmsNanos() < 1_000, ahead.toString());
    RunResult behind = run("jumps", "2:-50ms@5m");
    assertEquals(0, behind.excused().monotonicity());
    assertTrue(behind.rmsNanos() < 1_000, behind.toString());
  }

  @Test
  void aNetworkThatLosesEverythingLeavesNewcomers() {
    RunResult run = run("loss", "1", "duration", "1m");
    assertEquals(ViolationCounts.NONE, run.violations());
    assertTrue(run.rmsNanos() > 1_000_000);
    assertTrue(run.rounds() > 50);
  }

  @Test
  void moreProbesARoundAreMoreAccurate() {
    assertTrue(run("probes", "8").rmsNanos() < run().rmsNanos());
  }

  @Test
  void theDocumentHasTheKeysThatScriptsRelyOn() {
    SimulationSummary summary = Simulation.runAll(TestScenario.of("period", "16s"), 1, 2);
    String text = summary.document().toString();
    assertTrue(
        text.startsWith("{scenario=test, seeds=2, probes_per_client_second=0.0625, rms_ns="), text);
    for (String key : new String[] {"max_ns", "spread_median_ns", "spread_p99_ns"}) {
      assertTrue(summary.document().get(key) instanceof Long, key);
    }
    assertEquals(
        "{containment=0, monotonicity=0, obedience=0, slew=0}",
        summary.document().get("violations").toString());
    assertEquals(Duration.ofMinutes(20), summary.scenario().duration());
  }
}
