package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.master.Agreement.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every strategy promises, whatever its name. */
class AgreementsTest {

  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

  static List<Agreement> all() {
    return Agreements.names().stream().map(Agreements::byName).toList();
  }

  static List<Agreement> tolerant() {
    return all().stream().filter(agreement -> !agreement.name().equals("mean")).toList();
  }

  @Provide
  Arbitrary<Agreement> any() {
    return Arbitraries.of(all());
  }

  @Test
  void the_strategies_are_known_by_the_names_of_the_design() {
    assertEquals(List.of("mean", "tempo", "midpoint", "intersection"), Agreements.names());
    for (String name : Agreements.names()) {
      assertEquals(name, Agreements.byName(name).name());
    }
  }

  @Test
  void an_unknown_name_is_answered_with_the_known_ones() {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> Agreements.byName("median"));
    assertEquals(
        "agreement: 'median' is not known, choose one of mean, tempo, midpoint, intersection",
        thrown.getMessage());
  }

  @Test
  void votes_and_verdicts_refuse_a_negative_bound() {
    assertThrows(IllegalArgumentException.class, () -> new Vote("a", 0, -1));
    assertThrows(IllegalArgumentException.class, () -> new Verdict(0, -1, Map.of()));
  }

  @Test
  void a_verdict_keeps_the_order_of_the_rejected_and_cannot_be_changed() {
    Map<String, String> rejected = new LinkedHashMap<>();
    for (String id : List.of("zoe", "adam", "mia")) {
      rejected.put(id, "late");
    }
    Verdict verdict = new Verdict(0, 0, rejected);
    rejected.clear();
    assertEquals(List.of("zoe", "adam", "mia"), List.copyOf(verdict.rejected().keySet()));
    assertThrows(UnsupportedOperationException.class, () -> verdict.rejected().clear());
  }

  @ParameterizedTest
  @MethodSource("all")
  void nobody_voted_so_there_is_no_agreement(Agreement agreement) {
    assertEquals(Optional.empty(), agreement.agree(List.of()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_single_clock_agrees_with_itself(Agreement agreement) {
    assertEquals(
        Optional.of(new Verdict(-7, 3, Map.of())), agreement.agree(List.of(new Vote("a", -7, 3))));
    assertEquals(
        Optional.of(new Verdict(7, 0, Map.of())), agreement.agree(List.of(new Vote("a", 7, 0))));
  }

  @ParameterizedTest
  @MethodSource("tolerant")
  void liars_an_hour_off_either_way_are_named_with_the_reason_and_move_nobody(Agreement agreement) {
    List<Vote> votes =
        List.of(
            new Vote("fast", HOUR_NANOS, 20_000),
            new Vote("a", -1_000, 20_000),
            new Vote("b", 0, 20_000),
            new Vote("c", 1_000, 20_000),
            new Vote("d", 2_000, 20_000),
            new Vote("e", 3_000, 20_000),
            new Vote("slow", -HOUR_NANOS, 20_000));
    Verdict verdict = agreement.agree(votes).orElseThrow();

    assertEquals(1_000, verdict.offsetNanos());
    assertEquals(20_000, verdict.errorBoundNanos());
    assertEquals(List.of("fast", "slow"), List.copyOf(verdict.rejected().keySet()));
    assertTrue(verdict.rejected().get("fast").contains("3600 s +- 20 us"), verdict::toString);
    assertTrue(verdict.rejected().get("slow").contains("-3600 s +- 20 us"), verdict::toString);
    for (String reason : verdict.rejected().values()) {
      assertTrue(reason.contains("found ") && reason.contains(" wanted "), reason);
      assertEquals(1, reason.lines().count());
    }
  }

  @Property
  void the_order_of_the_votes_does_not_matter(
      @ForAll("any") Agreement agreement,
      @ForAll(supplier = RandomVotes.Crowded.class) List<Vote> crowded,
      @ForAll(supplier = RandomVotes.Extreme.class) List<Vote> extreme,
      @ForAll long seed) {
    for (List<Vote> votes : List.of(crowded, extreme)) {
      // Map equality ignores the order of the rejected, which is that of the votes.
      assertEquals(agreement.agree(votes), agreement.agree(RandomVotes.shuffled(votes, seed)));
    }
  }

  @Property
  void the_rejected_stand_in_the_order_of_the_votes(
      @ForAll("any") Agreement agreement,
      @ForAll(supplier = RandomVotes.Crowded.class) List<Vote> votes) {
    agreement
        .agree(votes)
        .ifPresent(
            verdict ->
                assertEquals(
                    votes.stream().map(Vote::id).filter(verdict.rejected()::containsKey).toList(),
                    List.copyOf(verdict.rejected().keySet())));
  }

  @Property
  void a_shift_of_all_clocks_shifts_the_outcome_and_nothing_else(
      @ForAll("any") Agreement agreement,
      @ForAll(supplier = RandomVotes.Crowded.class) List<Vote> crowded,
      @ForAll(supplier = RandomVotes.Everyday.class) List<Vote> everyday,
      @ForAll @LongRange(min = -(1L << 62), max = 1L << 62) long shiftNanos) {
    for (List<Vote> votes : List.of(crowded, everyday)) {
      Optional<Verdict> before = agreement.agree(votes);
      Optional<Verdict> after = agreement.agree(RandomVotes.shifted(votes, shiftNanos));
      assertEquals(before.map(v -> v.offsetNanos() + shiftNanos), after.map(Verdict::offsetNanos));
      assertEquals(before.map(Verdict::errorBoundNanos), after.map(Verdict::errorBoundNanos));
      assertEquals(before.map(v -> v.rejected().keySet()), after.map(v -> v.rejected().keySet()));
    }
  }

  @Property
  void no_claim_however_wild_pushes_the_outcome_out_of_the_range_of_the_votes(
      @ForAll("any") Agreement agreement,
      @ForAll(supplier = RandomVotes.Extreme.class) List<Vote> votes) {
    long lowest = votes.stream().mapToLong(vote -> vote.interval().lowNanos()).min().orElseThrow();
    long highest =
        votes.stream().mapToLong(vote -> vote.interval().highNanos()).max().orElseThrow();
    Optional<Verdict> verdict = agreement.agree(votes);
    verdict.ifPresent(
        v -> {
          assertTrue(v.offsetNanos() >= lowest && v.offsetNanos() <= highest, v::toString);
          assertTrue(v.rejected().size() < votes.size(), "somebody counts");
        });
    assertTrue(verdict.isPresent() || agreement.name().equals("intersection"));
  }

  @ParameterizedTest
  @MethodSource("all")
  @Timeout(30)
  void a_hundred_thousand_clocks_are_sorted_out_without_trying_all_pairs(Agreement agreement) {
    Random random = new Random(1);
    List<Vote> votes = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      votes.add(
          new Vote("c" + i, random.nextLong(-(1L << 62), 1L << 62), random.nextLong(1L << 40)));
    }
    Optional<Verdict> scattered = agreement.agree(votes);
    assertEquals(agreement.name().equals("intersection"), scattered.isEmpty());

    List<Vote> near =
        votes.stream().map(v -> new Vote(v.id(), v.offsetNanos() >> 50, 1L << 20)).toList();
    Verdict verdict = agreement.agree(near).orElseThrow();
    assertTrue(Math.abs(verdict.offsetNanos()) <= 1L << 12, verdict::toString);
    assertFalse(verdict.rejected().containsKey("c0"));
  }
}
