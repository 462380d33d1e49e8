package berkeley.simulator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import berkeley.simulator.world.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whole conversations of a master and its slaves, told as timelines. */
class SimulatedScenarioTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;

  private final VirtualTime time = new VirtualTime();
  private final List<RoundReport> rounds = new ArrayList<>();

  private final class Notes implements ScenarioMaster.Observer {

    @Override
    public void roundEnded(RoundReport report) {
      rounds.add(report);
    }

    @Override
    public void touched(VirtualNode slave) {}

    @Override
    public void corrected(VirtualNode slave) {}
  }

  private SimulatedScenario lead(Scenario scenario, long seed) {
    SimulatedScenario cluster = SimulatedScenario.of(time, scenario, seed);
    new ScenarioMaster(time, cluster.master(), scenario.master(), cluster.peers(), new Notes())
        .lead();
    return cluster;
  }

  private static long offset(SimulatedScenario cluster, int slave) {
    return cluster.peers().get(slave - 1).node().nodeTime() - cluster.master().nodeTime();
  }

  private static NodeState state(SimulatedScenario cluster, int slave) {
    return cluster.peers().get(slave - 1).node().clock().state();
  }

  private static void assertNear(long expected, long found, long tolerance) {
    assertTrue(
        Math.abs(found - expected) <= tolerance, "expected " + expected + ", found " + found);
  }

  @Test
  void clientsAreDrawnAsTheModelSays() {
    SimulatedScenario cluster = SimulatedScenario.of(time, Scenarios.builtIn("A"), 101);
    for (int client = 1; client <= 10; client++) {
      Random model = new Random(1000L * 101 + client);
      model.nextDouble();
      double offset = 0.1 * (2 * model.nextDouble() - 1);
      double frequency = 50e-6 * (2 * model.nextDouble() - 1);
      assertEquals(offset * 1e9, offset(cluster, client), 1);
      double wanderOfOneSecond = 5e-9;
      assertEquals(
          frequency, cluster.peers().get(client - 1).node().counter().ratio(), wanderOfOneSecond);
    }
  }

  @Test
  void oneProbeARoundIsOneExchange() {
    SimulatedScenario cluster = lead(Scenarios.builtIn("A"), 101);
    time.runUntil(10 * SECOND - 1);
    assertEquals(10, rounds.size());
    RoundReport first = rounds.get(0);
    assertEquals(10, first.members().size());
    assertTrue(first.members().stream().allMatch(m -> m.outcome() == Outcome.NEWCOMER));
    assertTrue(rounds.get(1).members().stream().allMatch(m -> m.outcome() == Outcome.ACCEPTED));
    long slowest = first.members().stream().mapToLong(m -> m.rttNanos()).max().orElseThrow();
    assertTrue(first.durationNanos() > slowest + 200_000, "probe, then correct");
    assertTrue(Math.abs(offset(cluster, 1)) < 100_000);
  }

  @Test
  void theTextbooksThreeClocksComeOutAsTheTextbookSays() {
    Scenario scenario = Scenarios.builtIn("textbook");
    SimulatedScenario cluster = SimulatedScenario.of(time, scenario, 101);
    assertEquals(-10 * MINUTE, offset(cluster, 1));
    assertEquals(25 * MINUTE, offset(cluster, 2));
    new ScenarioMaster(time, cluster.master(), scenario.master(), cluster.peers(), new Notes())
        .lead();
    time.runUntil(SECOND);
    Instant fivePastThree = Instant.parse("2026-01-01T03:05:01Z");
    assertNear(SynchronizedClock.toNanos(fivePastThree), cluster.master().nodeTime(), 100_000);
    assertNear(0, offset(cluster, 1), 100_000);
    assertNear(0, offset(cluster, 2), 100_000);
  }

  @Test
  void aLiarIsNamedWithTheReasonAndTheOthersKeepTheirTime() {
    lead(Scenarios.builtIn("liar"), 101);
    time.runUntil(MINUTE);
    for (RoundReport round : rounds.subList(2, rounds.size())) {
      assertEquals(Outcome.REJECTED, round.members().get(0).outcome());
      assertTrue(round.members().get(0).reason().contains("wanted to touch"), "" + round);
      assertEquals(0, round.masterDeltaNanos());
    }
  }

  @Test
  void anOutageIsHeldOverAndNeedsNobodysHelp() {
    SimulatedScenario cluster = lead(Scenarios.builtIn("outage"), 101);
    time.runUntil(15 * MINUTE - 1);
    assertEquals(NodeState.SYNCHRONISED, state(cluster, 1));
    long before = cluster.peers().get(0).node().status().errorBoundNanos();
    time.runUntil(20 * MINUTE - 1);
    assertEquals(NodeState.HOLDOVER, state(cluster, 1));
    assertTrue(cluster.peers().get(0).node().status().errorBoundNanos() > 5 * before);
    assertTrue(Math.abs(offset(cluster, 1)) < 200_000, "runs on at its frequency");
    time.runUntil(20 * MINUTE + 10 * SECOND);
    assertEquals(NodeState.SYNCHRONISED, state(cluster, 1));
    assertTrue(
        rounds.get(rounds.size() - 1).members().stream()
            .allMatch(m -> m.outcome() == Outcome.ACCEPTED));
  }

  /** After twenty-five seconds of silence a member is asked in each fourth round. */
  @Test
  void aSlowMemberThatWasCutOffIsBackWithinFiveRounds() {
    Properties properties = new Properties();
    properties.setProperty("slaves", "4");
    properties.setProperty("duration", "5m");
    properties.setProperty("delay.base", "4ms");
    properties.setProperty("delay.asymmetry", "-8ms");
    properties.setProperty("outages", "2:60s..85s, 3:60s..85s");
    SimulatedScenario cluster = lead(Scenarios.of("parted", properties), 101);
    time.runUntil(85 * SECOND - 1);
    for (int slave = 2; slave <= 3; slave++) {
      assertEquals(NodeState.HOLDOVER, state(cluster, slave));
    }
    assertEquals(NodeState.SYNCHRONISED, state(cluster, 1));

    time.runUntil(90 * SECOND);

    RoundReport newest = rounds.get(rounds.size() - 1);
    assertEquals(4, newest.members().size());
    assertTrue(
        newest.members().stream().allMatch(m -> m.outcome() == Outcome.ACCEPTED), "" + newest);
    for (int slave = 1; slave <= 4; slave++) {
      assertEquals(NodeState.SYNCHRONISED, state(cluster, slave));
      assertTrue(Math.abs(offset(cluster, slave)) <= bound(cluster, slave));
    }
  }

  private static long bound(SimulatedScenario cluster, int slave) {
    return cluster.peers().get(slave - 1).node().status().errorBoundNanos();
  }

  @Test
  void aColdStartHoursApartEndsInOneTimeThatTheOutlierDidNotMake() {
    SimulatedScenario cluster = lead(Scenarios.builtIn("cold-start"), 101);
    long start = SynchronizedClock.toNanos(Scenarios.builtIn("cold-start").start());
    assertEquals(-Duration.ofDays(20_454).toNanos(), offset(cluster, 3));
    time.runUntil(MINUTE);
    for (int slave = 1; slave <= 4; slave++) {
      assertEquals(NodeState.SYNCHRONISED, state(cluster, slave));
      assertNear(0, offset(cluster, slave), 200_000);
    }
    long moved = cluster.master().nodeTime() - start - MINUTE;
    assertTrue(Math.abs(moved) <= Duration.ofHours(7).toNanos(), "moved " + moved);
  }
}
