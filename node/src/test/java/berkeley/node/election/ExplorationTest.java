package berkeley.node.election;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Three nodes, two terms, and every order of arrival, loss, repetition, timeout and restart, to a
 * depth that {@code -Delection.depth} changes.
 */
class ExplorationTest {

  /** Nobody is given up for silence: what holds here holds without any assumption about clocks. */
  private static final ElectionSettings SETTINGS =
      ElectionSettings.builder(Duration.ofSeconds(1)).memberExpiry(Duration.ofDays(30)).build();

  private static final int DEPTH = Integer.getInteger("election.depth", 10);

  /** So deep that each broken rule is found. */
  private static final int DEPTH_OF_FAULTS = 11;

  /** Two candidates in term 1; the voter has voted for one, forgets it, and has just asked. */
  private static final String WORST_MOMENT =
      """
      time passes at a#0
      time passes at b#0
      c#0 gets from a#0: PRE_VOTE term 1
      c#0 gets from b#0: PRE_VOTE term 1
      a#0 gets from c#0: yes to PRE_VOTE term 1
      b#0 gets from c#0: yes to PRE_VOTE term 1
      c#0 gets from a#0: VOTE term 1
      c#0 starts anew
      time passes at c#1
      """;

  private static final String ELECTION =
      """
      time passes at a#0
      b#0 gets from a#0: PRE_VOTE term 1
      a#0 gets from b#0: yes to PRE_VOTE term 1
      b#0 gets from a#0: VOTE term 1
      a#0 gets from b#0: yes to VOTE term 1
      """;

  @Test
  void noOrderOfEventsGivesATermTwoMasters() {
    explore("from the start", start(BrokenRules::unbroken, 0), DEPTH);
  }

  /**
   * Whatever cannot be copied and compared has to be brought into a world anew by each way that
   * leads there.
   */
  @Test
  void worldsAreReachedInFarMoreWaysThanThereAreWorlds() {
    int depth = DEPTH - 2;
    ExploredWorld start = start(BrokenRules::unbroken, 0);
    int worlds = new Explorer().explore(start, depth);
    double ways = Explorer.ways(start, depth);
    System.out.printf("election: depth %d: %,d worlds, %,.0f ways%n", depth, worlds, ways);

    assertTrue(ways > 50.0 * worlds, () -> ways + " ways");
  }

  @Test
  void noOrderOfEventsWithARestartGivesATermTwoMasters() {
    explore("from the start, with a restart", start(BrokenRules::unbroken, 1), DEPTH - 2);
  }

  @Test
  void noOrderOfEventsAfterARestartAtTheWorstMomentGivesATermTwoMasters() {
    explore("from the worst moment", worstMoment(BrokenRules::unbroken), DEPTH - 3);
  }

  @Test
  void noOrderOfEventsWhileMembersAreTakenOffAndOnLeavesAnOlderMasterAQuorum() {
    explore("members come and go", afterElection(BrokenRules.Impatient::new), DEPTH - 2);
  }

  @Test
  void theExplorerFindsAMasterThatChangesTheListBeforeItsLastChangeIsKnown() {
    assertFound(afterElection(BrokenRules.RevisesBlindly::new));
  }

  @Test
  void theExplorerFindsAVoterThatVotesTwice() {
    assertFound(start(BrokenRules.VotesTwice::new, 0));
  }

  @Test
  void theExplorerFindsAVoterThatForgetsItsVoteAndDoesNotWait() {
    assertFound(start(BrokenRules.NeverWaits::new, 1));
  }

  @Test
  void theExplorerFindsAVoterThatWaitsButAsksNobody() {
    assertFound(worstMoment(BrokenRules.AsksNobody::new));
  }

  @Test
  void theExplorerFindsACandidateThatCountsOneVoteTooFew() {
    assertFound(start(BrokenRules.MinorityWins::new, 0));
  }

  private static ExploredWorld start(
      Function<ElectionSettings, ElectionRules> rules, int restarts) {
    return ExploredWorld.start(rules.apply(SETTINGS), restarts);
  }

  private static ExploredWorld worstMoment(Function<ElectionSettings, ElectionRules> rules) {
    return start(rules, 1).after(WORST_MOMENT.lines().toList());
  }

  private static ExploredWorld afterElection(Function<ElectionSettings, ElectionRules> rules) {
    return start(rules, 0).after(ELECTION.lines().toList());
  }

  private static void explore(String what, ExploredWorld start, int depth) {
    long began = System.nanoTime();
    int worlds = new Explorer().explore(start, depth);
    System.out.printf(
        "election: explored 3 nodes, 2 terms, %s, depth %d: %,d different states in %.1f s, %s%n",
        what, depth, worlds, (System.nanoTime() - began) / 1e9, start.machines());
    assertTrue(worlds > 10_000, "explored too little");
  }

  private static void assertFound(ExploredWorld start) {
    ExploredWorld.Violation violation =
        assertThrows(
            ExploredWorld.Violation.class, () -> new Explorer().explore(start, DEPTH_OF_FAULTS));
    System.out.println("election: found, as it should be: " + violation.getMessage());
  }
}
