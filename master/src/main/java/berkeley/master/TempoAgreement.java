package berkeley.master;

import berkeley.master.Agreement.Verdict;
import berkeley.master.Vote.OffsetInterval;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mean of the largest set of clocks that lie within a range of one another: the fault-tolerant
 * average of 4.3BSD.
 *
 * <p><b>Problem.</b> In a plain average a single broken clock drags all others along.
 *
 * <p><b>Idea.</b> Sound clocks are near one another, broken ones are rarely wrong by the same
 * amount. So count only the largest set in which no two clocks differ by more than gamma. On a line
 * such a set is a run of the sorted offsets, so one pass with two indexes finds it. Of several
 * largest sets the one with the smaller spread wins, then the one whose middle is nearer to the
 * median of all clocks, then the one behind in time, which costs the least waiting.
 *
 * <p><b>Limits.</b> The set is the largest, not a majority: with g liars who agree among themselves
 * it takes more than g honest clocks within gamma to outvote them. As long as the honest ones lie
 * within gamma and are more than half of all (breakdown point 1/2), at least one of them is in
 * every largest set, and no liar moves the outcome farther than gamma from an honest clock. If they
 * are spread wider, as at a cold start, the set may be a single clock. Two clocks alone that differ
 * by more than gamma are a draw, which goes to the slower one. As in the paper gamma is not widened
 * by the error bounds: choose it larger than the accuracy that the clocks keep plus the bounds of
 * their measurement, or sound clocks are rejected for the network's faults.
 *
 * <p><b>Source.</b> R. Gusella and S. Zatti, The accuracy of the clock synchronization achieved by
 * TEMPO in Berkeley UNIX 4.3BSD, IEEE Transactions on Software Engineering 15(7), 1989, on the
 * fault-tolerant average; timed used gamma = 20 ms.
 *
 * <p>The error bound is the mean of the counted clocks' bounds. Immutable and thread-safe.
 */
public final class TempoAgreement implements Agreement {

  /** What 4.3BSD used: 20 ms. */
  public static final Duration DEFAULT_GAMMA = Duration.ofMillis(20);

  /** The largest gamma that makes sense: a day. */
  public static final Duration MAX_GAMMA = Duration.ofDays(1);

  private final long gammaNanos;

  /** Creates a strategy with the {@linkplain #DEFAULT_GAMMA default} gamma. */
  public TempoAgreement() {
    this(DEFAULT_GAMMA);
  }

  /**
   * Creates a strategy with the given gamma.
   *
   * @param gamma how far two counted clocks may differ, more than 0 and at most {@link #MAX_GAMMA}.
   *     Too small: sound clocks lose their vote, in the end all but one. Too large: a clock that is
   *     wrong by almost as much still counts
   * @throws IllegalArgumentException if it is out of range
   */
  public TempoAgreement(Duration gamma) {
    if (gamma.isZero() || gamma.isNegative() || gamma.compareTo(MAX_GAMMA) > 0) {
      throw new IllegalArgumentException(
          "tempo: gamma is %s, it must be more than 0 and at most %s".formatted(gamma, MAX_GAMMA));
    }
    this.gammaNanos = gamma.toNanos();
  }

  @Override
  public String name() {
    return "tempo";
  }

  @Override
  public Optional<Verdict> agree(List<Vote> votes) {
    if (votes.isEmpty()) {
      return Optional.empty();
    }
    long[] sorted = votes.stream().mapToLong(Vote::offsetNanos).sorted().toArray();
    OffsetInterval agreeing = largestSet(sorted);
    List<Vote> counted = votes.stream().filter(vote -> contains(agreeing, vote)).toList();
    String wanted =
        " from the farthest of the %d clocks that agree, wanted at most %s"
            .formatted(counted.size(), NanosMath.text(gammaNanos));
    Map<String, String> rejected = new LinkedHashMap<>();
    for (Vote vote : votes) {
      if (!contains(agreeing, vote)) {
        String found = NanosMath.text(toFarthest(vote, agreeing));
        rejected.put(vote.id(), "offset " + vote.text() + ": found " + found + wanted);
      }
    }
    return Optional.of(MeanAgreement.mean(counted, rejected));
  }

  /** Returns the best set, from its lowest to its highest clock and all in between. */
  private OffsetInterval largestSet(long[] sorted) {
    long median = NanosMath.middle(sorted[(sorted.length - 1) / 2], sorted[sorted.length / 2]);
    Run best = Run.of(sorted, 0, 0, median);
    int first = 0;
    for (int last = 1; last < sorted.length; last++) {
      while (NanosMath.distance(sorted[first], sorted[last]) > gammaNanos) {
        first++;
      }
      Run run = Run.of(sorted, first, last, median);
      // Strictly better, so that of equal ones the clocks behind in time stay.
      if (Run.BEST_FIRST.compare(run, best) < 0) {
        best = run;
      }
    }
    return best.interval();
  }

  private static boolean contains(OffsetInterval agreeing, Vote vote) {
    return agreeing.nearestTo(vote.offsetNanos()) == vote.offsetNanos();
  }

  private static long toFarthest(Vote vote, OffsetInterval agreeing) {
    return Math.max(
        NanosMath.distance(vote.offsetNanos(), agreeing.lowNanos()),
        NanosMath.distance(vote.offsetNanos(), agreeing.highNanos()));
  }

  /** A run of the sorted offsets, and the criteria by which runs are compared. */
  private record Run(int size, long spreadNanos, long fromMedianNanos, OffsetInterval interval) {

    /** Orders the best run first. */
    static final Comparator<Run> BEST_FIRST =
        Comparator.comparingInt(Run::size)
            .reversed()
            .thenComparingLong(Run::spreadNanos)
            .thenComparingLong(Run::fromMedianNanos);

    /** Returns the run from index first to index last, inclusive. */
    static Run of(long[] sorted, int first, int last, long median) {
      OffsetInterval interval = new OffsetInterval(sorted[first], sorted[last]);
      return new Run(
          last - first + 1,
          NanosMath.distance(interval.lowNanos(), interval.highNanos()),
          NanosMath.distance(NanosMath.middle(interval.lowNanos(), interval.highNanos()), median),
          interval);
    }
  }
}
