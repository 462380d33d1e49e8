package berkeley.simulator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.TimeOrder;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import berkeley.simulator.world.VirtualTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order moves a whole cluster, and nobody's bound is wrong for a moment. */
class SettingTheTimeTest {

  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long LOOK = 50 * MS;

  private final VirtualTime time = new VirtualTime();
  private final Map<String, Long> lastGain = new HashMap<>();
  private long looks;
  private long worstDistance;

  private static final class Silent implements ScenarioMaster.Observer {

    @Override
    public void roundEnded(RoundReport report) {}

    @Override
    public void touched(VirtualNode slave) {}

    @Override
    public void corrected(VirtualNode slave) {}
  }

  @ParameterizedTest
  @CsvSource({
    "A, 1, 20, false",
    "A, 2, -20, false",
    "C, 3, 20, false",
    "D, 4, -20, false",
    "E, 5, 7, false",
    "F, 6, -3, false",
    "A, 7, -20, true",
    "C, 8, 20, true"
  })
  void everyoneGoesWithItWithinItsBound(String name, long seed, long changeMillis, boolean push) {
    Scenario scenario = Scenarios.builtIn(name);
    SimulatedScenario cluster = SimulatedScenario.of(time, scenario, seed);
    ScenarioMaster master =
        new ScenarioMaster(
            time, cluster.master(), scenario.master(), cluster.peers(), new Silent());
    master.lead();
    if (push) {
      master.pushEvery(scenario.master().period());
    }
    time.runUntil(120 * SECOND);
    long before = masterGain(cluster);
    TimeOrder order = master.mastership().setTime(changeMillis * MS);
    assertEquals(TimeOrder.Phase.ANNOUNCED, order.phase());
    watch(cluster);
    long rounds = 80 * scenario.master().period().toNanos();
    time.runUntil(time.now() + order.leftDurationNanos() + rounds);

    assertEquals(TimeOrder.Phase.DONE, master.mastership().timeOrder().phase());
    long missed = masterGain(cluster) - before - changeMillis * MS;
    assertTrue(Math.abs(missed) <= 100, () -> "missed by %d ns".formatted(missed));
    assertTrue(looks > 1_000, () -> "looks: " + looks);
    assertTrue(worstDistance > 0);
  }

  /** What orders, not the oscillator, have added to the master's clock. */
  private static long masterGain(SimulatedScenario cluster) {
    return lineOf(cluster) - cluster.master().counter().getAsLong();
  }

  /** Cluster time is the master's line, which its node time follows. */
  private static long lineOf(SimulatedScenario cluster) {
    return cluster.master().clock().view().estimateNanos();
  }

  private void watch(SimulatedScenario cluster) {
    looks++;
    long now = lineOf(cluster);
    check(cluster.master(), now);
    cluster.peers().forEach(peer -> check(peer.node(), now));
    time.in(LOOK, () -> watch(cluster));
  }

  private void check(VirtualNode node, long masterNanos) {
    NodeStatus status = node.status();
    long distance = Math.abs(status.reading().timeNanos() - masterNanos);
    worstDistance = Math.max(worstDistance, distance);
    assertTrue(
        distance <= status.errorBoundNanos(),
        () -> "%s at %d s".formatted(status, time.now() / SECOND));
    long gain = status.reading().timeNanos() - status.reading().ticksNanos();
    Long last = lastGain.put(node.id(), gain);
    double ppm = last == null ? 0 : (gain - last) * 1e6 / LOOK;
    double oscillatorPpm = 60;
    assertTrue(
        Math.abs(ppm) <= ClockLimits.UNSTEERED.maxSlewPpm() + oscillatorPpm,
        () -> "%s gains %.1f ppm at %d s".formatted(node.id(), ppm, time.now() / SECOND));
  }
}
