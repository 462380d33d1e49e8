package berkeley.node.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import berkeley.api.wire.VoteRequest;
import berkeley.node.election.ElectionSettings;
import berkeley.node.election.RulesUnderTest;
import berkeley.node.election.TermLimit;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A member with valid keys says whatever moves terms, to each of the others something else, and
 * falls silent after that.
 */
class HostileTermsTest {

  private static final ElectionSettings SETTINGS =
      ElectionSettings.forPeriod(Duration.ofSeconds(1));

  private static final int SEEDS = 20;

  private static final Duration HEALED = Duration.ofSeconds(10);

  private final Random random = new Random(1);
  private SimulatedCluster cluster;
  private MemberId hostile;

  @Test
  void amongFiveItUnseatsNoMaster() {
    attackWhileSomebodyLeads("a", "b", "c", "d", "e");
  }

  @Test
  void amongThreeItUnseatsNoMaster() {
    attackWhileSomebodyLeads("a", "b", "c");
  }

  @Test
  void fiveWhoseTermsItHasDrivenApartHaveAMasterSoonAfter() {
    attackWhileNobodyLeads("a", "b", "c", "d", "e");
  }

  @Test
  void threeWhoseTermsItHasDrivenApartHaveAMasterSoonAfter() {
    attackWhileNobodyLeads("a", "b", "c");
  }

  private void attackWhileSomebodyLeads(String... names) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      String master = start(seed, names);
      String liar =
          cluster.nodes.keySet().stream()
              .filter(name -> !name.equals(master))
              .findAny()
              .orElseThrow();
      turn(liar);
      long term = cluster.node(master).driver.election().term();
      for (int i = 0; i < 1_000; i++) {
        attackAll();
        cluster.runFor(Duration.ofMillis(10));
        assertEquals(List.of(master), cluster.leaders(), "seed " + seed);
      }
      assertEquals(term, cluster.node(master).driver.election().term());
    }
  }

  private void attackWhileNobodyLeads(String... names) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      turn(start(seed, names));
      for (int i = 0; i < 500; i++) {
        attackAll();
        cluster.runFor(Duration.ofMillis(10));
      }
      cluster.runFor(HEALED);
      assertEquals(1, cluster.leaders().size(), "seed " + seed);
      String master = cluster.leaders().get(0);
      cluster.runFor(HEALED);
      long term = cluster.node(master).driver.election().term();
      cluster.nodes.values().stream()
          .filter(node -> !node.dead)
          .forEach(node -> assertEquals(term, node.driver.election().term(), node.id.name()));
    }
  }

  /** Starts a cluster, and returns who leads it. */
  private String start(long seed, String... names) {
    cluster =
        new SimulatedCluster(
            SETTINGS, RulesUnderTest.UNBROKEN, seed, ElectionInvariants.withALiar(), line -> {});
    List.of(names).forEach(cluster::start);
    cluster.runFor(Duration.ofSeconds(10));
    assertEquals(1, cluster.leaders().size());
    return cluster.leaders().get(0);
  }

  /** Lets a member do nothing any more but say what this test lets it say. */
  private void turn(String name) {
    hostile = cluster.node(name).id;
    cluster.kill(name);
  }

  private void attackAll() {
    for (SimulatedNode node : cluster.nodes.values()) {
      for (int step = random.nextInt(4); !node.dead && step > 0; step--) {
        attack(node);
      }
    }
  }

  private void attack(SimulatedNode node) {
    long term = node.driver.election().term() + 1 + random.nextLong(TermLimit.LARGEST_STEP - 1);
    Membership known = node.driver.election().membership();
    Membership list =
        new Membership(
            term,
            7,
            switch (random.nextInt(3)) {
              case 0 -> known.members();
              case 1 -> List.of(hostile.name(), node.id.name());
              default -> List.of(node.id.name());
            });
    switch (random.nextInt(5)) {
      case 0 -> ask(node, Ballot.VOTE, term, known);
      case 1 -> ask(node, Ballot.RECOVERY_QUERY, term, list);
      case 2 -> node.driver.leave(new Leave(hostile, term));
      case 3 -> {
        var unused = node.driver.heartbeat(new Heartbeat(hostile, term, 0, list, 0));
      }
      default -> ask(node, Ballot.PRE_VOTE, term, known);
    }
  }

  private void ask(SimulatedNode node, Ballot ballot, long term, Membership list) {
    assertTrue(term > 0);
    var unused = node.driver.vote(new VoteRequest(hostile, ballot, term, list, 0));
  }
}
