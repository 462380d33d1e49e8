package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.master.Agreement.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MidpointAgreementTest {

  private final Agreement midpoint = new MidpointAgreement();

  @Test
  void of_four_clocks_the_lowest_and_the_highest_are_dropped_but_not_for_that_rejected() {
    Verdict verdict = midpoint.agree(List.of(vote(0), vote(10), vote(20), vote(45))).orElseThrow();
    // 45 ± 20 still touches 20 ± 20.
    assertEquals(new Verdict(15, 20, Map.of()), verdict);
  }

  @Test
  void a_clock_that_no_remaining_interval_reaches_is_rejected_with_the_numbers() {
    Verdict verdict = midpoint.agree(List.of(vote(0), vote(10), vote(20), vote(61))).orElseThrow();
    assertEquals(15, verdict.offsetNanos());
    assertEquals(
        Map.of(
            "c61",
            "found 61 ns +- 20 ns, wanted to touch -10 ns .. 40 ns,"
                + " the span of the 2 clocks that remain"),
        verdict.rejected());
  }

  @Test
  void three_clocks_have_no_defence_yet_and_the_middle_of_the_extremes_is_taken() {
    assertEquals(
        50_000_005,
        midpoint.agree(List.of(vote(10), vote(20), vote(100_000_000))).orElseThrow().offsetNanos());
  }

  @Property
  void the_outcome_is_what_is_left_after_removing_extremes_one_by_one(
      @ForAll(supplier = RandomVotes.Crowded.class) List<Vote> votes) {
    List<Long> left = new ArrayList<>(votes.stream().map(Vote::offsetNanos).toList());
    for (int drop = (votes.size() - 1) / 3; drop > 0; drop--) {
      left.remove(Collections.max(left));
      left.remove(Collections.min(left));
    }
    assertEquals(
        Math.floorDiv(Collections.min(left) + Collections.max(left), 2L),
        midpoint.agree(votes).orElseThrow().offsetNanos());
  }

  @Property
  void under_a_third_of_liars_cannot_move_the_outcome_out_of_the_honest_offsets(
      @ForAll(supplier = RandomVotes.UnderAThirdLie.class) RandomVotes.Electorate electorate) {
    long offset = midpoint.agree(electorate.votes()).orElseThrow().offsetNanos();
    assertTrue(offset >= electorate.lowestHonestOffset());
    assertTrue(offset <= electorate.highestHonestOffset());
  }

  @Property
  void under_a_third_of_liars_cannot_get_an_honest_clock_accused(
      @ForAll(supplier = RandomVotes.UnderAThirdLie.class) RandomVotes.Electorate electorate) {
    Verdict verdict = midpoint.agree(electorate.votes()).orElseThrow();
    for (Vote honest : electorate.honest()) {
      assertTrue(!verdict.rejected().containsKey(honest.id()), verdict::toString);
    }
  }

  @Property
  void an_error_free_measurement_of_the_remaining_clocks_is_within_the_bound(
      @ForAll(supplier = RandomVotes.Everyday.class) List<Vote> votes, @ForAll long seed) {
    Verdict verdict = midpoint.agree(votes).orElseThrow();
    int faults = (votes.size() - 1) / 3;
    List<Vote> remaining =
        votes.stream().sorted(Vote.BY_OFFSET).toList().subList(faults, votes.size() - faults);
    List<Long> exact = RandomVotes.atEdges(remaining, seed);
    long wanted = Math.floorDiv(Collections.min(exact) + Collections.max(exact), 2L);
    assertTrue(Math.abs(wanted - verdict.offsetNanos()) <= verdict.errorBoundNanos());
  }

  private static Vote vote(long offsetNanos) {
    return new Vote("c" + offsetNanos, offsetNanos, 20);
  }
}
