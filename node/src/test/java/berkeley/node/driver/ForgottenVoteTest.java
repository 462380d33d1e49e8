package berkeley.node.driver;

import static org.junit.jupiter.api.Assertions.assertThrows;

import berkeley.node.election.ElectionSettings;
import berkeley.node.election.RulesUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The one way to two masters in one term: a voter that elects a, is killed, comes back without
 * memory where it cannot reach a, and is asked by c, who has never heard of that term.
 */
class ForgottenVoteTest {

  /** Short, so that the restarted voter goes on although a never answers it. */
  private static final ElectionSettings SETTINGS =
      ElectionSettings.builder(Duration.ofSeconds(1)).memberExpiry(Duration.ofSeconds(5)).build();

  @Test
  void theVoterAbstainsUntilTheFirstMasterHasGivenUp() {
    forget(RulesUnderTest.UNBROKEN);
  }

  @Test
  void abstainingForALeaseIsEnoughEvenForAVoterThatAsksNobody() {
    forget(RulesUnderTest.ASKS_NOBODY);
  }

  @Test
  void aVoterThatDoesNotAbstainGivesTheTermTwoMastersAtOnce() {
    assertThrows(ElectionInvariants.Violation.class, () -> forget(RulesUnderTest.NEVER_WAITS));
  }

  private static void forget(RulesUnderTest rules) {
    for (long seed = 1; seed <= 100; seed++) {
      SimulatedCluster cluster =
          new SimulatedCluster(SETTINGS, rules, seed, new ElectionInvariants(false), line -> {});
      List.of("a", "b", "c").forEach(cluster::start);
      cluster.runFor(Duration.ofMillis(100));
      cluster.split(Set.of("c"), Set.of("a", "b"));
      while (!cluster.leaders().contains("a") && cluster.network.nowNanos() < 20e9) {
        cluster.runFor(Duration.ofMillis(1));
      }
      cluster.heal();
      cluster.split(Set.of("a"), Set.of("b", "c"));
      cluster.kill("b");
      cluster.start("b");
      cluster.runFor(Duration.ofSeconds(12));
    }
  }
}
