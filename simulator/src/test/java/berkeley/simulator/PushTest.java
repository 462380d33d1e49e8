package berkeley.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.RoundReport;
import berkeley.simulator.measure.ViolationCounts;
import berkeley.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slaves that send their time by themselves are as good as those that are asked. */
class PushTest {

  private static final long FIRST_SEED = 101;

  private static Scenario world(String base, String jitter, String average) {
    return TestScenario.of(
        "slaves",
        "5",
        "duration",
        "20m",
        "delay.base",
        base,
        "delay.jitter",
        jitter,
        "average",
        average,
        "probes",
        "8");
  }

  private static double medianSpread(Scenario scenario) {
    SimulationSummary summary = Simulation.runAll(scenario, FIRST_SEED, 3);
    for (RunResult run : summary.runs()) {
      assertEquals(ViolationCounts.NONE, run.violations(), run::toString);
    }
    return summary.median(RunResult::spreadMedianNanos);
  }

  @ParameterizedTest
  @CsvSource({"30us, 10us", "7ms, 3ms"})
  void theirSpreadIsThatOfSlavesThatAreAskedByAsManyMessages(String base, String jitter) {
    Scenario asked = world(base, jitter, "intersection");
    double pull = medianSpread(asked);
    double push = medianSpread(asked.withPush(asked.master().period()));

    assertTrue(push <= 2 * pull, () -> "push %.0f ns, pull %.0f ns".formatted(push, pull));
  }

  @Test
  void theyAreAskedByNobodyOnceTheySendTheirTimes() {
    Scenario scenario = world("30us", "10us", "intersection").withDuration(Duration.ofMinutes(2));
    List<RoundReport> reports = new ArrayList<>();
    SimulationHooks hooks = TestScenario.collectingRoundsIn(reports);
    Simulation.begin(scenario.withPush(Duration.ofSeconds(1)), 7, SampleListener.NONE, hooks)
        .toEnd();

    assertEquals(5, reports.get(0).members().size(), "a cold start is as everybody's");
    assertTrue(reports.stream().skip(10).allMatch(report -> report.members().isEmpty()));
  }

  @Test
  void oneWhoseTimeIsWrongMovesNobodyElse() {
    Scenario honest = world("30us", "10us", "intersection");
    Scenario jumping =
        TestScenario.of(
            "slaves",
            "5",
            "duration",
            "20m",
            "delay.base",
            "30us",
            "delay.jitter",
            "10us",
            "probes",
            "8",
            "jumps",
            "2:+270ms@5m");
    double quiet =
        Simulation.run(honest.withPush(Duration.ofSeconds(1)), 7, new Others()).rmsNanos();
    Others others = new Others();
    Simulation.run(jumping.withPush(Duration.ofSeconds(1)), 7, others);

    assertTrue(others.worst < 10 * quiet, () -> others.worst + " ns, usually " + quiet);
  }

  /** How far anybody but the second was off once the second had jumped. */
  private static final class Others implements SampleListener {
    private long worst;

    @Override
    public void sampled(long trueNanos, List<String> names, long[] offsets, long[] bounds) {
      for (int i = 0; i < offsets.length; i++) {
        if (trueNanos > Duration.ofMinutes(5).toNanos() && !names.get(i).equals("s02")) {
          worst = Math.max(worst, Math.abs(offsets[i]));
        }
      }
    }
  }
}
