package berkeley.node.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import berkeley.node.election.ElectionRole;
import berkeley.node.election.ElectionSettings;
import berkeley.node.election.RulesUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The ways to two leases at one instant: a winner that is cut off from its voters, at once or after
 * a while, and a member that says farewell to the others after it has acknowledged a master.
 */
class DisjointLeasesTest {

  private static final ElectionSettings SETTINGS =
      ElectionSettings.forPeriod(Duration.ofSeconds(1));

  private static final int SEEDS = 60;

  /** When the winner is cut off. */
  private enum Cut {
    /** Nobody has heard its first heartbeat. */
    AT_VICTORY,
    /** Its lease has begun. */
    WHILE_IT_LEADS
  }

  @Test
  void aWinnerThatIsCutOffAtOnceHasNoLease() {
    cutOff(RulesUnderTest.UNBROKEN, Cut.AT_VICTORY);
  }

  @Test
  void aMasterThatIsCutOffGivesUpBeforeTheNextBegins() {
    cutOff(RulesUnderTest.UNBROKEN, Cut.WHILE_IT_LEADS);
  }

  @Test
  void aLeaseThatBeginsWithVotesIsFound() {
    assertFound(() -> cutOff(RulesUnderTest.LEASES_FROM_VOTES, Cut.AT_VICTORY));
  }

  @Test
  void aLeaseLongerThanItBindsIsFound() {
    assertFound(() -> cutOff(RulesUnderTest.OVERSTAYS_ITS_LEASE, Cut.WHILE_IT_LEADS));
  }

  @Test
  void votersThatNothingBindsAreFound() {
    assertFound(() -> cutOffFromOne(RulesUnderTest.FORGETS_WHAT_IT_ACKNOWLEDGED));
  }

  @Test
  void whoHearsNothingOfTheMasterCannotReplaceItWhileItLeadsTheOthers() {
    cutOffFromOne(RulesUnderTest.UNBROKEN);
  }

  @Test
  void aFarewellReleasesNobodyEarly() {
    leaveAfterAcknowledging(RulesUnderTest.UNBROKEN);
  }

  @Test
  void votersThatAFarewellReleasesAreFound() {
    assertFound(() -> leaveAfterAcknowledging(RulesUnderTest.RELEASES_THE_DEPARTED));
  }

  private static void assertFound(Runnable broken) {
    assertThrows(ElectionInvariants.Violation.class, broken::run);
  }

  private static SimulatedCluster cluster(RulesUnderTest rules, long seed, String... names) {
    SimulatedCluster cluster =
        new SimulatedCluster(SETTINGS, rules, seed, new ElectionInvariants(true), line -> {});
    List.of(names).forEach(cluster::start);
    return cluster;
  }

  private static void cutOff(RulesUnderTest rules, Cut when) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      SimulatedCluster cluster = cluster(rules, seed, "a", "b", "c");
      while (winner(cluster, when).isEmpty()) {
        cluster.runFor(Duration.ofNanos(100_000));
      }
      String first = winner(cluster, when);
      Set<String> rest = new TreeSet<>(cluster.nodes.keySet());
      rest.remove(first);
      cluster.split(Set.of(first), rest);
      cluster.runFor(Duration.ofSeconds(8));
      assertEquals(1, cluster.leaders().size());
      assertFalse(cluster.leaders().contains(first));
    }
  }

  private static void cutOffFromOne(RulesUnderTest rules) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      SimulatedCluster cluster = cluster(rules, seed, "a", "b", "c");
      while (cluster.leaders().isEmpty()) {
        cluster.runFor(Duration.ofMillis(1));
      }
      List<String> masters = cluster.leaders();
      cluster.split(Set.copyOf(masters), Set.of(masters.contains("a") ? "b" : "a"));
      cluster.runFor(Duration.ofSeconds(8));
      assertEquals(masters, cluster.leaders());
    }
  }

  private static String winner(SimulatedCluster cluster, Cut when) {
    return cluster.nodes.values().stream()
        .filter(
            node ->
                when == Cut.AT_VICTORY
                    ? node.driver.election().role() == ElectionRole.MASTER
                    : node.leads())
        .map(node -> node.id.name())
        .findFirst()
        .orElse("");
  }

  /**
   * Two of five can be heard by the master alone and have acknowledged it, when word goes round
   * among the other two that they have left.
   */
  private static void leaveAfterAcknowledging(RulesUnderTest rules) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      SimulatedCluster cluster = cluster(rules, seed, "a", "b", "c", "d", "e");
      while (cluster.leaders().isEmpty()) {
        cluster.runFor(Duration.ofMillis(1));
      }
      String master = cluster.leaders().get(0);
      List<String> others =
          cluster.nodes.keySet().stream().filter(name -> !name.equals(master)).toList();
      cluster.runFor(Duration.ofSeconds(2));
      Set<String> leaving = Set.copyOf(others.subList(0, 2));
      Set<String> staying = Set.copyOf(others.subList(2, 4));
      cluster.split(Set.of(master), staying);
      // Its heartbeats are acknowledged by those that are about to go.
      cluster.runFor(Duration.ofMillis(1_500));
      cluster.split(Set.of(master), leaving);
      leaving.forEach(cluster::leave);
      cluster.runFor(Duration.ofSeconds(8));
    }
  }
}
