package berkeley.node.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import berkeley.node.election.ElectionSettings;
import berkeley.node.election.RulesUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many clusters under many random faults, each by a seed that a failure prints. */
class RandomFaultsTest {

  private static final ElectionSettings SETTINGS =
      ElectionSettings.forPeriod(Duration.ofSeconds(1));

  /** So long that a restarted node really hears all before it votes. */
  private static final ElectionSettings THOROUGH =
      SETTINGS.toBuilder().memberExpiry(Duration.ofHours(1)).build();

  private static final int SEEDS = Integer.getInteger("election.seeds", 200);

  @Test
  void noFaultGivesOneTermTwoMastersOrOneVoterTwoVotes() {
    survive(SEEDS, THOROUGH, RulesUnderTest.UNBROKEN, true);
  }

  @Test
  void whenDeadNodesAreGivenUpStillNoTwoMastersLeadOneTermAtOneInstant() {
    survive(SEEDS, SETTINGS, RulesUnderTest.UNBROKEN, false);
    survive(
        SEEDS,
        SETTINGS.toBuilder().memberExpiry(Duration.ofSeconds(5)).build(),
        RulesUnderTest.UNBROKEN,
        false);
  }

  @Test
  void aVoterThatVotesTwiceIsCaught() {
    assertCaught(THOROUGH, RulesUnderTest.VOTES_TWICE, true);
  }

  @Test
  void aRestartedVoterThatDoesNotWaitIsCaught() {
    assertCaught(THOROUGH, RulesUnderTest.NEVER_WAITS, true);
  }

  @Test
  void aVoterThatForgetsWhatItAcknowledgedIsCaught() {
    assertCaught(THOROUGH, RulesUnderTest.FORGETS_WHAT_IT_ACKNOWLEDGED, true);
  }

  private static void survive(
      int seeds, ElectionSettings settings, RulesUnderTest rules, boolean acrossRestarts) {
    for (long seed = 1; seed <= seeds; seed++) {
      List<String> transcript = new ArrayList<>();
      try {
        run(seed, settings, rules, acrossRestarts, transcript);
      } catch (AssertionError e) {
        fail("seed %d: %s%n%s".formatted(seed, e.getMessage(), tail(transcript)), e);
      }
    }
  }

  private static void assertCaught(
      ElectionSettings settings, RulesUnderTest rules, boolean acrossRestarts) {
    assertThrows(
        ElectionInvariants.Violation.class,
        () -> {
          for (long seed = 1; seed <= 10L * SEEDS; seed++) {
            run(seed, settings, rules, acrossRestarts, new ArrayList<>());
          }
        });
  }

  private static void run(
      long seed,
      ElectionSettings settings,
      RulesUnderTest rules,
      boolean acrossRestarts,
      List<String> transcript) {
    SimulatedCluster cluster =
        new SimulatedCluster(
            settings, rules, seed, new ElectionInvariants(acrossRestarts), transcript::add);
    new RandomFaultSchedule(cluster, new Random(-seed)).run(40);
    cluster.runFor(settings.lease().multipliedBy(8).plusSeconds(15));
    assertEquals(1, cluster.leaders().size(), () -> "masters: " + cluster.nodes.values());
    long newest =
        cluster.nodes.values().stream()
            .map(node -> node.driver.election().term())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    for (SimulatedNode node : cluster.nodes.values()) {
      assertEquals(
          cluster.leaders(), node.driver.election().master().stream().toList(), node.id.name());
      assertEquals(newest, node.driver.election().term(), node.id.name());
    }
  }

  private static String tail(List<String> transcript) {
    return String.join(
        "\n", transcript.subList(Math.max(0, transcript.size() - 150), transcript.size()));
  }
}
