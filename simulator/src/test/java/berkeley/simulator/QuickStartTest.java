package berkeley.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.cluster.ReachableSlave;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.scenario.Scenario;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five nodes whose counters differ by 100 ppm, on a network like the loopback, from the start. */
class QuickStartTest {

  private static final long MICRO = 1_000;
  private static final long SECOND = 1_000_000_000L;

  private static Scenario scenario(boolean quick) {
    return TestScenario.of(
        "slaves", "4",
        "duration", "30s",
        "probes", "8",
        "delay.base", "15us",
        "delay.jitter", "10us",
        "initial.offset", "5s",
        "frequencies", "1:100ppm, 2:-100ppm, 3:100ppm, 4:-100ppm",
        "quick.start", Boolean.toString(quick));
  }

  /** The clocks at one moment: any two are so near, and no bound is larger. */
  private record Look(long spreadNanos, long boundNanos) {

    static Look at(SimulationRun run, long nanos) {
      run.runUntil(nanos);
      VirtualNode master = run.cluster().master();
      LongSummaryStatistics offsets = new LongSummaryStatistics();
      offsets.accept(0);
      long bound = 0;
      for (ReachableSlave peer : run.cluster().peers()) {
        offsets.accept(peer.node().nodeTime() - master.nodeTime());
        bound = Math.max(bound, peer.node().status().errorBoundNanos());
      }
      return new Look(offsets.getMax() - offsets.getMin(), bound);
    }
  }

  private static SimulationRun begin(boolean quick, long seed) {
    return Simulation.begin(scenario(quick), seed, SampleListener.NONE, SimulationHooks.NONE);
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103, 104, 105})
  void clocksAreGoodTwoSecondsAfterAColdStart(long seed) {
    SimulationRun run = begin(true, seed);
    for (int tenth = 20; tenth < 100; tenth++) {
      Look look = Look.at(run, tenth * SECOND / 10);
      assertTrue(look.spreadNanos() <= 5 * MICRO, tenth + " tenths: " + look);
      assertTrue(look.boundNanos() <= 60 * MICRO, tenth + " tenths: " + look);
    }
    assertEquals(0, run.toEnd().violations().total());
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103})
  void soIsWhoComesLater(long seed) {
    SimulationRun run = begin(true, seed);
    run.runUntil(15 * SECOND);
    ReachableSlave first = run.cluster().peers().get(0);
    run.master().process(first.node().id()).end();
    VirtualNode next = first.node().restarted(2, first.node().nodeTime() + 7 * SECOND);
    run.master()
        .enter(
            new ReachableSlave(
                next, next.service(), first.probes(), first.corrections(), first.others()));
    run.runUntil(17 * SECOND);
    long offset = next.nodeTime() - run.cluster().master().nodeTime();

    assertTrue(Math.abs(offset) <= 5 * MICRO, "offset: " + offset);
    assertTrue(next.status().errorBoundNanos() <= 60 * MICRO, next.status()::toString);
  }

  /** What the figures above would be without. */
  @ParameterizedTest
  @ValueSource(longs = 101)
  void atTheUsualPaceBoundsAreWideForSeconds(long seed) {
    long[] bounds = new long[20];
    SimulationRun run = begin(false, seed);
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = Look.at(run, 2 * SECOND + i * SECOND / 20).boundNanos();
    }

    assertTrue(Arrays.stream(bounds).max().orElseThrow() > 60 * MICRO, Arrays.toString(bounds));
  }
}
