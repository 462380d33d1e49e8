package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.master.Agreement.Verdict;
import berkeley.master.Round.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose clocks count, by the vote on intervals. */
class VotingRulesTest {

  private static final long BOUND = 10;

  private final VotingRules mastersTimeLeftOut = rules(false);
  private final VotingRules mastersTimeCounted = rules(true);

  private static VotingRules rules(boolean includeMaster) {
    return new VotingRules(new IntersectionAgreement(), includeMaster, "m");
  }

  private static Answer answer(boolean newcomer, String id, long offset) {
    return new Answer(
        newcomer, new Sample(0, offset, BOUND, 2 * BOUND), true, new Vote(id, offset, BOUND));
  }

  private static List<Answer> members(long... offsets) {
    return answers(false, offsets);
  }

  private static List<Answer> newcomers(long... offsets) {
    return answers(true, offsets);
  }

  private static List<Answer> answers(boolean newcomer, long... offsets) {
    return Arrays.stream(offsets)
        .mapToObj(offset -> answer(newcomer, "at " + offset, offset))
        .toList();
  }

  private static Optional<Verdict> movedBy(long offset, long bound) {
    return Optional.of(new Verdict(offset, bound, Map.of()));
  }

  @Test
  void a_newcomer_has_no_vote_among_members() {
    assertEquals(
        movedBy(100, BOUND),
        mastersTimeLeftOut
            .vote(
                List.of(answer(false, "a", 100), answer(false, "b", 100), answer(true, "c", 5_000)),
                false)
            .verdict());
  }

  @Test
  void newcomers_alone_do_not_move_a_master_that_has_authority() {
    assertEquals(Optional.empty(), mastersTimeLeftOut.vote(newcomers(100, 100), false).verdict());
  }

  @Test
  void at_a_cold_start_all_vote() {
    assertEquals(movedBy(100, BOUND), mastersTimeLeftOut.vote(newcomers(100, 100), true).verdict());
  }

  @Test
  void a_cold_start_without_a_majority_ends_in_the_midpoint_of_all_and_rejects_nobody() {
    assertEquals(movedBy(200, 10), mastersTimeLeftOut.vote(newcomers(100, 300), true).verdict());
    assertEquals(movedBy(150, 5), mastersTimeCounted.vote(newcomers(100, 300), true).verdict());
  }

  @Test
  void a_master_that_is_a_newcomer_has_no_vote_among_members() {
    assertEquals(movedBy(200, 10), mastersTimeCounted.vote(members(100, 300), true).verdict());
  }

  @Test
  void of_two_that_cannot_be_reconciled_the_masters_clock_decides() {
    Verdict verdict = mastersTimeLeftOut.vote(members(5, 5_000), false).verdict().orElseThrow();

    assertEquals(0, verdict.offsetNanos());
    assertEquals(List.of("at 5000"), List.copyOf(verdict.rejected().keySet()));
  }

  @Test
  void without_any_majority_the_cluster_stays_where_the_master_is() {
    assertEquals(Optional.empty(), mastersTimeLeftOut.vote(members(1_000, 5_000), false).verdict());
  }

  @Test
  void a_master_that_is_outvoted_is_not_among_the_rejected() {
    assertEquals(
        movedBy(1_000, BOUND), mastersTimeCounted.vote(members(1_000, 1_000), false).verdict());
  }

  @Test
  void who_else_is_outvoted_is_named_beside_it() {
    Verdict verdict =
        mastersTimeCounted.vote(members(1_000, 1_001, 1_002, 9_000), false).verdict().orElseThrow();

    assertEquals(1_001, verdict.offsetNanos());
    assertEquals(List.of("at 9000"), List.copyOf(verdict.rejected().keySet()));
  }
}
