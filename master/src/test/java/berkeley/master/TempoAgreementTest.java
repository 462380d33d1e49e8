package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.master.Agreement.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TempoAgreementTest {

  private static final long MS = 1_000_000;

  private final Agreement tempo = new TempoAgreement();

  @Test
  void the_largest_set_within_twenty_milliseconds_is_averaged_and_the_rest_rejected() {
    Verdict verdict =
        tempo
            .agree(
                List.of(
                    new Vote("a", 0, 10),
                    new Vote("b", 5 * MS, 20),
                    new Vote("c", 19 * MS, 30),
                    new Vote("late", -30 * MS, 40)))
            .orElseThrow();
    assertEquals(8 * MS, verdict.offsetNanos());
    assertEquals(20, verdict.errorBoundNanos());
    assertEquals(
        Map.of(
            "late",
            "offset -30 ms +- 40 ns: found 49 ms from the farthest of the 3 clocks that agree,"
                + " wanted at most 20 ms"),
        verdict.rejected());
  }

  @Test
  void clocks_exactly_gamma_apart_agree_and_one_nanosecond_more_is_too_much() {
    List<Vote> votes =
        List.of(new Vote("a", 0, 0), new Vote("b", 20 * MS, 0), new Vote("c", 20 * MS + 1, 0));
    Verdict verdict = tempo.agree(votes.subList(0, 2)).orElseThrow();
    assertEquals(new Verdict(10 * MS, 0, Map.of()), verdict);
    // Two sets of two: b and c are closer to each other.
    assertEquals(Set.of("a"), tempo.agree(votes).orElseThrow().rejected().keySet());
  }

  @Test
  void of_two_pairs_alike_the_one_nearer_to_the_median_wins_and_then_the_slower() {
    Agreement close = new TempoAgreement(Duration.ofNanos(2));
    List<Vote> votes =
        List.of(
            new Vote("a", 0, 0),
            new Vote("b", 2, 0),
            new Vote("c", 10, 0),
            new Vote("d", 12, 0),
            new Vote("e", 99, 0));
    assertEquals(11, close.agree(votes).orElseThrow().offsetNanos());
    assertEquals(1, close.agree(votes.subList(0, 4)).orElseThrow().offsetNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.000000001S"})
  void a_gamma_out_of_range_is_refused_with_the_range(String gamma) {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> new TempoAgreement(Duration.parse(gamma)));
    assertEquals(
        "tempo: gamma is %s, it must be more than 0 and at most PT24H"
            .formatted(Duration.parse(gamma)),
        thrown.getMessage());
  }

  @Property
  void the_outcome_is_that_of_trying_every_subset(
      @ForAll(supplier = RandomVotes.Crowded.class) List<Vote> votes,
      @ForAll @LongRange(min = 1, max = 24) long gammaNanos) {
    List<Vote> best = bestSubset(votes, gammaNanos);
    Verdict verdict = new TempoAgreement(Duration.ofNanos(gammaNanos)).agree(votes).orElseThrow();

    assertEquals(
        votes.stream().filter(v -> !best.contains(v)).map(Vote::id).collect(Collectors.toSet()),
        verdict.rejected().keySet());
    assertEquals(RandomVotes.exactMean(offsets(best)), verdict.offsetNanos());
  }

  @Property
  void while_honest_clocks_are_near_and_in_the_majority_no_liar_moves_them_by_more_than_gamma(
      @ForAll(supplier = RandomVotes.UnderHalfLie.class) RandomVotes.Electorate electorate) {
    // Honest measurements lie within twice the largest bound, 100 us.
    long gammaNanos = 100_000;
    long offset =
        new TempoAgreement(Duration.ofNanos(gammaNanos))
            .agree(electorate.votes())
            .orElseThrow()
            .offsetNanos();
    assertTrue(offset >= electorate.lowestHonestOffset() - gammaNanos);
    assertTrue(offset <= electorate.highestHonestOffset() + gammaNanos);
  }

  /** The definition, word by word, over all subsets. */
  private static List<Vote> bestSubset(List<Vote> votes, long gammaNanos) {
    List<Long> all = offsets(votes).stream().sorted().toList();
    long median = Math.floorDiv(all.get((all.size() - 1) / 2) + all.get(all.size() / 2), 2L);
    List<List<Vote>> subsets = new ArrayList<>();
    for (int bits = 1; bits < 1 << votes.size(); bits++) {
      List<Vote> subset = new ArrayList<>();
      for (int i = 0; i < votes.size(); i++) {
        if ((bits >> i & 1) == 1) {
          subset.add(votes.get(i));
        }
      }
      if (max(subset) - min(subset) <= gammaNanos) {
        subsets.add(subset);
      }
    }
    return subsets.stream()
        .min(
            Comparator.comparingInt((List<Vote> s) -> -s.size())
                .thenComparingLong(s -> max(s) - min(s))
                .thenComparingLong(s -> Math.abs(Math.floorDiv(max(s) + min(s), 2L) - median))
                .thenComparingLong(TempoAgreementTest::min))
        .orElseThrow();
  }

  private static List<Long> offsets(List<Vote> votes) {
    return votes.stream().map(Vote::offsetNanos).toList();
  }

  private static long min(List<Vote> votes) {
    return votes.stream().mapToLong(Vote::offsetNanos).min().orElseThrow();
  }

  private static long max(List<Vote> votes) {
    return votes.stream().mapToLong(Vote::offsetNanos).max().orElseThrow();
  }
}
