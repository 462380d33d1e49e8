package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.master.Agreement.Verdict;
import berkeley.master.Vote.OffsetInterval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class IntersectionAgreementTest {

  private final Agreement intersection = new IntersectionAgreement();

  @Test
  void better_known_clocks_weigh_more() {
    // Weights 3 and 1.
    assertEquals(
        Optional.of(new Verdict(3, 15, Map.of())),
        intersection.agree(List.of(new Vote("near", 0, 10), new Vote("far", 12, 30))));
  }

  @Test
  void the_masters_own_bound_of_zero_weighs_no_more_than_the_best_measured_clock() {
    List<Vote> votes =
        List.of(new Vote("master", 0, 0), new Vote("a", 5, 10), new Vote("b", 10, 10));
    assertEquals(Optional.of(new Verdict(5, 7, Map.of())), intersection.agree(votes));
  }

  @Test
  void intervals_that_overlap_agree_however_odd_their_offsets() {
    // 0 .. 10 and 9 .. 29: neither offset is within 9 .. 10.
    Verdict verdict =
        intersection.agree(List.of(new Vote("a", 5, 5), new Vote("b", 19, 10))).orElseThrow();
    assertEquals(new Verdict(10, 7, Map.of()), verdict);
  }

  @Test
  void two_clocks_that_do_not_touch_have_no_majority() {
    assertEquals(
        Optional.empty(), intersection.agree(List.of(new Vote("a", 0, 5), new Vote("b", 11, 5))));
    assertTrue(intersection.agree(List.of(new Vote("a", 0, 5), new Vote("b", 10, 5))).isPresent());
  }

  @Test
  void two_against_two_is_no_majority_and_three_against_two_is_one() {
    Vote a = new Vote("a", 0, 5);
    Vote b = new Vote("b", 1, 5);
    Vote c = new Vote("c", 1_000, 5);
    Vote d = new Vote("d", 1_001, 5);
    assertEquals(Optional.empty(), intersection.agree(List.of(a, b, c, d)));

    Verdict verdict = intersection.agree(List.of(a, b, c, d, new Vote("e", 2, 5))).orElseThrow();
    assertEquals(1, verdict.offsetNanos());
    assertEquals(
        "found 1 us +- 5 ns, wanted to touch -3 ns .. 5 ns, where 3 of 5 clocks overlap",
        verdict.rejected().get("c"));
    assertEquals(Set.of("c", "d"), verdict.rejected().keySet());
  }

  @Property
  void the_region_is_that_of_trying_every_edge_against_every_interval(
      @ForAll(supplier = RandomVotes.Crowded.class) List<Vote> votes) {
    Optional<OffsetInterval> region = naiveRegion(votes);
    assertEquals(region, MajorityRegion.of(votes));

    Optional<Verdict> verdict = intersection.agree(votes);
    assertEquals(region.isPresent(), verdict.isPresent());
    region.ifPresent(r -> checkAgainst(r, votes, verdict.orElseThrow()));
  }

  @Property
  void wild_offsets_and_bounds_find_the_same_region_too(
      @ForAll(supplier = RandomVotes.Extreme.class) List<Vote> votes) {
    assertEquals(naiveRegion(votes), MajorityRegion.of(votes));
  }

  @Property
  void fewer_liars_than_honest_clocks_cannot_move_the_outcome_out_of_the_honest_intervals(
      @ForAll(supplier = RandomVotes.UnderHalfLie.class) RandomVotes.Electorate electorate) {
    // There always is an outcome: the honest alone are a majority that overlaps.
    long offset = intersection.agree(electorate.votes()).orElseThrow().offsetNanos();
    assertTrue(offset >= electorate.lowestHonestEdge());
    assertTrue(offset <= electorate.highestHonestEdge());
  }

  @Property
  void without_liars_the_true_value_is_in_the_region_and_nobody_is_rejected(
      @ForAll(supplier = RandomVotes.UnderHalfLie.class) RandomVotes.Electorate electorate) {
    List<Vote> honest = electorate.honest();
    OffsetInterval region = MajorityRegion.of(honest).orElseThrow();
    assertEquals(electorate.truthNanos(), region.nearestTo(electorate.truthNanos()));
    assertEquals(Map.of(), intersection.agree(honest).orElseThrow().rejected());
  }

  @Property
  void an_error_free_measurement_of_the_truechimers_is_within_the_bound(
      @ForAll(supplier = RandomVotes.UnderHalfLie.class) RandomVotes.Electorate electorate,
      @ForAll long seed) {
    List<Vote> honest = electorate.honest();
    Verdict verdict = intersection.agree(honest).orElseThrow();
    double exact = weightedMean(honest, RandomVotes.atEdges(honest, seed));
    assertTrue(
        Math.abs(exact - verdict.offsetNanos()) <= verdict.errorBoundNanos() + 0.5 + 1e-6,
        () -> "%s, without errors %s".formatted(verdict, exact));
  }

  private static void checkAgainst(OffsetInterval region, List<Vote> votes, Verdict verdict) {
    List<Vote> truechimers = votes.stream().filter(v -> v.interval().touches(region)).toList();
    assertTrue(2 * truechimers.size() > votes.size(), "a majority");
    assertEquals(
        votes.stream()
            .filter(v -> !truechimers.contains(v))
            .map(Vote::id)
            .collect(Collectors.toSet()),
        verdict.rejected().keySet());
    double mean = weightedMean(truechimers, truechimers.stream().map(Vote::offsetNanos).toList());
    double held = Math.max((double) region.lowNanos(), Math.min((double) region.highNanos(), mean));
    assertTrue(Math.abs(held - verdict.offsetNanos()) <= 0.5 + 1e-9, verdict::toString);
  }

  private static double weightedMean(List<Vote> votes, List<Long> offsets) {
    long smallest =
        votes.stream().mapToLong(Vote::errorBoundNanos).filter(b -> b > 0).min().orElse(1);
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < votes.size(); i++) {
      double weight = 1.0 / Math.max(smallest, votes.get(i).errorBoundNanos());
      sum += weight * offsets.get(i);
      weights += weight;
    }
    return sum / weights;
  }

  /** RFC 5905's search by the definition: each number of liars, each edge, each interval. */
  private static Optional<OffsetInterval> naiveRegion(List<Vote> votes) {
    int n = votes.size();
    Optional<OffsetInterval> marzullo = Optional.empty();
    for (int liars = 0; 2 * liars < n; liars++) {
      int wanted = n - liars;
      long[] deep =
          votes.stream()
              .flatMapToLong(v -> LongStream.of(v.interval().lowNanos(), v.interval().highNanos()))
              .filter(p -> votes.stream().filter(v -> holds(v.interval(), p)).count() >= wanted)
              .sorted()
              .toArray();
      if (deep.length == 0) {
        continue;
      }
      OffsetInterval region = new OffsetInterval(deep[0], deep[deep.length - 1]);
      if (votes.stream().filter(v -> !holds(region, v.offsetNanos())).count() <= liars) {
        return Optional.of(region);
      }
      marzullo = marzullo.or(() -> Optional.of(region));
    }
    return marzullo;
  }

  private static boolean holds(OffsetInterval span, long point) {
    return span.lowNanos() <= point && point <= span.highNanos();
  }
}
