package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.master.Agreement.Verdict;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MeanAgreementTest {

  private static final LocalTime MASTER = LocalTime.of(3, 0);
  private static final Vote SLOW = new Vote("2:50", TimeUnit.MINUTES.toNanos(-10), 0);
  private static final Vote FAST = new Vote("3:25", TimeUnit.MINUTES.toNanos(25), 0);

  private final Agreement mean = new MeanAgreement();

  @Test
  void with_the_masters_own_vote_the_textbooks_three_clocks_meet_at_five_past_three() {
    Verdict verdict = mean.agree(List.of(new Vote("3:00", 0, 0), SLOW, FAST)).orElseThrow();
    assertEquals(new Verdict(TimeUnit.MINUTES.toNanos(5), 0, Map.of()), verdict);
    assertEquals(LocalTime.of(3, 5), MASTER.plusNanos(verdict.offsetNanos()));
  }

  @Test
  void without_the_masters_own_vote_the_textbooks_clocks_meet_at_seven_and_a_half_past_three() {
    Verdict verdict = mean.agree(List.of(SLOW, FAST)).orElseThrow();
    assertEquals(LocalTime.of(3, 7, 30), MASTER.plusNanos(verdict.offsetNanos()));
  }

  @Test
  void one_liar_moves_everybody_by_its_share_and_nobody_is_rejected() {
    Vote liar = new Vote("liar", TimeUnit.HOURS.toNanos(1), 20);
    Verdict verdict =
        mean.agree(List.of(new Vote("a", 0, 10), new Vote("b", 0, 10), liar)).orElseThrow();
    assertEquals(new Verdict(TimeUnit.MINUTES.toNanos(20), 14, Map.of()), verdict);
  }

  @Test
  void clocks_centuries_apart_do_not_overflow() {
    long century = 1L << 62;
    assertEquals(
        century - 1,
        mean.agree(List.of(new Vote("a", century, 0), new Vote("b", century - 2, 0)))
            .orElseThrow()
            .offsetNanos());
    assertEquals(
        Long.MIN_VALUE,
        mean.agree(List.of(new Vote("a", Long.MIN_VALUE, 0), new Vote("b", Long.MIN_VALUE, 0)))
            .orElseThrow()
            .offsetNanos());
  }

  @Property
  void the_outcome_is_the_exact_mean_of_whatever_was_claimed(
      @ForAll(supplier = RandomVotes.Extreme.class) List<Vote> votes) {
    assertEquals(
        RandomVotes.exactMean(votes.stream().map(Vote::offsetNanos).toList()),
        mean.agree(votes).orElseThrow().offsetNanos());
  }

  @Property
  void an_error_free_measurement_of_all_clocks_is_within_the_bound(
      @ForAll(supplier = RandomVotes.Everyday.class) List<Vote> votes, @ForAll long seed) {
    Verdict verdict = mean.agree(votes).orElseThrow();
    long wanted = RandomVotes.exactMean(RandomVotes.atEdges(votes, seed));
    assertTrue(Math.abs(wanted - verdict.offsetNanos()) <= verdict.errorBoundNanos());
  }
}
