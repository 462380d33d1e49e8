package berkeley.master;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/**
 * Ballots for the property tests: what votes may look like, in good times and in bad.
 *
 * <p>Each supplier draws its own extremes, often. The generic edge cases of nested arbitraries are
 * switched off: there are more of them than tries, and they would crowd out everything else.
 */
final class RandomVotes {

  private RandomVotes() {}

  /** So few values that ties and touching edges are the rule. */
  static final class Crowded implements ArbitrarySupplier<List<Vote>> {
    @Override
    public Arbitrary<List<Vote>> get() {
      return ballots(1, 8, Arbitraries.longs().between(-12, 12), Arbitraries.longs().between(0, 6));
    }
  }

  /** Clocks within a minute of one another, known to a millisecond or worse. */
  static final class Everyday implements ArbitrarySupplier<List<Vote>> {
    @Override
    public Arbitrary<List<Vote>> get() {
      return ballots(
          1,
          30,
          Arbitraries.longs().between(-60_000_000_000L, 60_000_000_000L),
          Arbitraries.longs().between(0, 30_000_000_000L));
    }
  }

  /** Whatever a record can hold. */
  static final class Extreme implements ArbitrarySupplier<List<Vote>> {
    @Override
    public Arbitrary<List<Vote>> get() {
      return ballots(1, 12, wildOffsets(), wildBounds());
    }
  }

  /** Honest clocks, and fewer than half as many liars: n > 3f. */
  static final class UnderAThirdLie implements ArbitrarySupplier<Electorate> {
    @Override
    public Arbitrary<Electorate> get() {
      return Arbitraries.integers()
          .between(1, 13)
          .flatMap(honest -> electorates(honest, (honest - 1) / 2))
          .withoutEdgeCases();
    }
  }

  /** Honest clocks, and fewer liars than them: n > 2f. */
  static final class UnderHalfLie implements ArbitrarySupplier<Electorate> {
    @Override
    public Arbitrary<Electorate> get() {
      return Arbitraries.integers()
          .between(1, 10)
          .flatMap(honest -> electorates(honest, honest - 1))
          .withoutEdgeCases();
    }
  }

  /**
   * A ballot with known roles.
   *
   * @param truthNanos the value that every honest interval holds
   * @param honest those whose bound is true
   * @param liars those who say anything
   */
  record Electorate(long truthNanos, List<Vote> honest, List<Vote> liars) {

    List<Vote> votes() {
      List<Vote> votes = new ArrayList<>(liars);
      votes.addAll(honest);
      return votes;
    }

    long lowestHonestOffset() {
      return honest.stream().mapToLong(Vote::offsetNanos).min().orElseThrow();
    }

    long highestHonestOffset() {
      return honest.stream().mapToLong(Vote::offsetNanos).max().orElseThrow();
    }

    long lowestHonestEdge() {
      return honest.stream()
          .mapToLong(v -> v.offsetNanos() - v.errorBoundNanos())
          .min()
          .orElseThrow();
    }

    long highestHonestEdge() {
      return honest.stream()
          .mapToLong(v -> v.offsetNanos() + v.errorBoundNanos())
          .max()
          .orElseThrow();
    }
  }

  private static Arbitrary<Long> wildOffsets() {
    return Arbitraries.oneOf(
        Arbitraries.longs(),
        Arbitraries.of(Long.MIN_VALUE, -1L << 62, -1L, 0L, 1L, 1L << 62, Long.MAX_VALUE));
  }

  private static Arbitrary<Long> wildBounds() {
    return wildOffsets().map(bound -> bound & Long.MAX_VALUE);
  }

  private static Arbitrary<Electorate> electorates(int honestCount, int maxLiars) {
    long farthestTruth = 1_000_000;
    Arbitrary<Long> truths = Arbitraries.longs().between(-farthestTruth, farthestTruth);
    return truths.flatMap(
        truth -> {
          Arbitrary<Vote> honest =
              Combinators.combine(
                      Arbitraries.longs().between(0, 50_000), Arbitraries.doubles().between(-1, 1))
                  .as((bound, share) -> new Vote("h", truth + Math.round(share * bound), bound));
          // Liars that are plainly mad, and liars that hug the honest clocks' edges.
          Arbitrary<Vote> mad =
              Combinators.combine(wildOffsets(), wildBounds())
                  .as((offset, bound) -> new Vote("l", offset, bound));
          Arbitrary<Vote> sly =
              Combinators.combine(
                      Arbitraries.longs().between(-120_000, 120_000),
                      Arbitraries.longs().between(0, 60_000))
                  .as((offset, bound) -> new Vote("l", truth + offset, bound));
          return Combinators.combine(
                  honest.list().ofSize(honestCount),
                  Arbitraries.oneOf(mad, sly).list().ofMaxSize(maxLiars))
              .as((h, l) -> new Electorate(truth, numbered(h), numbered(l)));
        });
  }

  private static Arbitrary<List<Vote>> ballots(
      int minSize, int maxSize, Arbitrary<Long> offsets, Arbitrary<Long> bounds) {
    return Combinators.combine(offsets, bounds)
        .as((offset, bound) -> new Vote("c", offset, bound))
        .list()
        .ofMinSize(minSize)
        .ofMaxSize(maxSize)
        .map(RandomVotes::numbered)
        .withoutEdgeCases();
  }

  private static List<Vote> numbered(List<Vote> votes) {
    List<Vote> numbered = new ArrayList<>();
    for (Vote vote : votes) {
      numbered.add(
          new Vote(vote.id() + numbered.size(), vote.offsetNanos(), vote.errorBoundNanos()));
    }
    return numbered;
  }

  static List<Vote> shuffled(List<Vote> votes, long seed) {
    List<Vote> shuffled = new ArrayList<>(votes);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }

  static List<Vote> shifted(List<Vote> votes, long byNanos) {
    return votes.stream()
        .map(vote -> new Vote(vote.id(), vote.offsetNanos() + byNanos, vote.errorBoundNanos()))
        .toList();
  }

  /** Offsets that the bounds allow for: the middle or an end of each interval. */
  static List<Long> atEdges(List<Vote> votes, long seed) {
    Random random = new Random(seed);
    return votes.stream()
        .map(vote -> vote.offsetNanos() + (random.nextInt(3) - 1) * vote.errorBoundNanos())
        .toList();
  }

  static BigInteger sum(List<Long> values) {
    return values.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** The mean to the nearest whole number, halves upwards, taken without any trick. */
  static long exactMean(List<Long> values) {
    BigInteger twice = BigInteger.TWO.multiply(sum(values));
    BigInteger n = BigInteger.valueOf(values.size());
    return floorDiv(twice.add(n), n.multiply(BigInteger.TWO)).longValueExact();
  }

  private static BigInteger floorDiv(BigInteger dividend, BigInteger divisor) {
    return dividend.subtract(dividend.mod(divisor)).divide(divisor);
  }
}
