package berkeley.node.driver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.node.election.ElectionSettings;
import berkeley.node.election.RulesUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long elections take and how much they send, in virtual time, against stated limits. */
class ElectionFiguresTest {

  private static final int TRIALS = 100;

  @Test
  void fiveNodesHaveAMasterFourSecondsAfterTheLastHasStarted() {
    assertWithin(Duration.ofSeconds(4), firstElections(5, Duration.ofSeconds(1)), "first of 5");
  }

  @Test
  void fiftyNodesHaveAMasterTenSecondsAfterTheLastHasStarted() {
    assertWithin(Duration.ofSeconds(10), firstElections(50, Duration.ofSeconds(1)), "first of 50");
  }

  @Test
  void aDeadMasterIsReplacedWithinFourPeriodsOfASecond() {
    assertWithin(Duration.ofSeconds(4), successions(5, Duration.ofSeconds(1)), "next at 1 s");
    assertWithin(Duration.ofSeconds(4), successions(3, Duration.ofSeconds(1)), "next at 1 s");
  }

  @Test
  void aDeadMasterIsReplacedWithinThirteenTenthsOfASecondAtAShortPeriod() {
    assertWithin(Duration.ofMillis(1300), successions(5, Duration.ofMillis(200)), "next at 200 ms");
  }

  private static List<Duration> firstElections(int nodes, Duration period) {
    List<Duration> times = new ArrayList<>();
    for (long seed = 1; seed <= (nodes > 5 ? 5 : TRIALS); seed++) {
      SimulatedCluster cluster = started(nodes, period, seed);
      times.add(untilLed(cluster));
      assertQuiet(cluster, nodes);
    }
    return times;
  }

  private static List<Duration> successions(int nodes, Duration period) {
    List<Duration> times = new ArrayList<>();
    for (long seed = 1; seed <= TRIALS; seed++) {
      SimulatedCluster cluster = started(nodes, period, seed);
      untilLed(cluster);
      cluster.runFor(Duration.ofMillis(3000 + seed * 37 % 1000));
      cluster.kill(cluster.leaders().get(0));
      cluster.asked.clear();
      times.add(untilLed(cluster));
      assertQuiet(cluster, nodes);
    }
    return times;
  }

  private static SimulatedCluster started(int nodes, Duration period, long seed) {
    SimulatedCluster cluster =
        new SimulatedCluster(
            ElectionSettings.forPeriod(period),
            RulesUnderTest.UNBROKEN,
            seed,
            new ElectionInvariants(true),
            line -> {});
    cluster.network.mostDelayNanos = Duration.ofMillis(15).toNanos();
    for (int i = 0; i < nodes; i++) {
      cluster.start("n" + i);
      cluster.runFor(Duration.ofMillis(20));
    }
    return cluster;
  }

  private static Duration untilLed(SimulatedCluster cluster) {
    long start = cluster.network.nowNanos();
    while (cluster.leaders().isEmpty()) {
      cluster.runFor(Duration.ofMillis(1));
    }
    return Duration.ofNanos(cluster.network.nowNanos() - start);
  }

  private static void assertQuiet(SimulatedCluster cluster, int nodes) {
    int most = cluster.asked.isEmpty() ? 0 : Collections.max(cluster.asked.values());
    assertTrue(most <= 5 * nodes, () -> "questions by one node: " + cluster.asked);
  }

  private static void assertWithin(Duration limit, List<Duration> times, String what) {
    List<Duration> sorted = times.stream().sorted().toList();
    Duration p99 = sorted.get((sorted.size() * 99 - 1) / 100);
    System.out.printf(
        "election: %s: median %d ms, p99 %d ms, longest %d ms of %d%n",
        what,
        sorted.get(sorted.size() / 2).toMillis(),
        p99.toMillis(),
        sorted.get(sorted.size() - 1).toMillis(),
        sorted.size());
    assertTrue(p99.compareTo(limit) <= 0, () -> what + ": p99 " + p99 + ", at most " + limit);
  }
}
