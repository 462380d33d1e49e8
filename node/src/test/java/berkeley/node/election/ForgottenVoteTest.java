package berkeley.node.election;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
    forget(BrokenRules::unbroken);
  }

  @Test
  void abstainingForALeaseIsEnoughEvenForAVoterThatAsksNobody() {
    forget(BrokenRules.AsksNobody::new);
  }

  @Test
  void aVoterThatDoesNotAbstainGivesTheTermTwoMastersAtOnce() {
    assertThrows(ElectionInvariants.Violation.class, () -> forget(BrokenRules.NeverWaits::new));
  }

  private static void forget(Function<ElectionSettings, ElectionRules> rules) {
    for (long seed = 1; seed <= 100; seed++) {
      SimulatedCluster cluster =
          new SimulatedCluster(SETTINGS, rules, seed, new ElectionInvariants(false), line -> {});
      List.of("a", "b", "c").forEach(name -> cluster.start(name, true));
      cluster.runFor(Duration.ofMillis(100));
      cluster.split(Set.of("c"), Set.of("a", "b"));
      while (!cluster.leaders().contains("a") && cluster.network.nowNanos() < 20e9) {
        cluster.runFor(Duration.ofMillis(1));
      }
      cluster.heal();
      cluster.split(Set.of("a"), Set.of("b", "c"));
      cluster.kill("b");
      cluster.start("b", true);
      cluster.runFor(Duration.ofSeconds(12));
    }
  }
}
