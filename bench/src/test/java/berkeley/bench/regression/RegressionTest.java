package berkeley.bench.regression;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.RunResult;
import berkeley.simulator.Simulation;
import berkeley.simulator.SimulationSummary;
import berkeley.simulator.measure.ViolationCounts;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That nothing has become clearly worse since it was recorded. */
class RegressionTest {
  private static final Duration LENGTH = Duration.ofMinutes(20);
  private static final int SEEDS = 3;

  private final RecordedFigures recorded = RecordedFigures.read(Path.of("regression.properties"));

  @ParameterizedTest
  @ValueSource(strings = {"A", "B", "C"})
  void theSimulatedClocksAreAsNearAsTheyWere(String name) {
    Scenario scenario = Scenarios.builtIn(name).withDuration(LENGTH);
    SimulationSummary found = Simulation.runAll(scenario, Simulation.FIRST_SEED, SEEDS);
    assertEquals(ViolationCounts.NONE, found.violations());
    assertAll(
        () -> judge(name + ".rms.ns", found.median(RunResult::rmsNanos), "allowed.accuracy"),
        () ->
            judge(
                name + ".spread.ns",
                found.median(RunResult::spreadMedianNanos),
                "allowed.accuracy"));
  }

  @Test
  void aReadCostsAboutAsMuchAsItDid() throws Exception {
    judge("nanos.to.nano.time", ClockReadCost.toNanoTime(), "allowed.cost");
  }

  @Test
  void whatIsAsMuchWorseAsIsAllowedPassesAndMoreDoesNot() {
    assertTrue(recorded.keeps("A.rms.ns", 1.0, "allowed.accuracy"));
    double most = recorded.number("A.rms.ns") * recorded.number("allowed.accuracy");
    assertTrue(recorded.keeps("A.rms.ns", most, "allowed.accuracy"));
    assertTrue(!recorded.keeps("A.rms.ns", most + 1, "allowed.accuracy"));
  }

  private void judge(String key, double found, String allowed) {
    assertTrue(
        recorded.keeps(key, found, allowed),
        () ->
            "%s = %.2f was recorded, times %s = %.2f is allowed, found was: %s = %.2f"
                .formatted(
                    key, recorded.number(key), allowed, recorded.number(allowed), key, found));
  }
}
