package berkeley.master;

import berkeley.master.Vote.OffsetInterval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The region where the intervals of a majority overlap.
 *
 * <p><b>Problem.</b> Each clock gives an interval; some lie, nobody knows how many.
 *
 * <p><b>Idea.</b> Marzullo: if at most f of n clocks lie, the truth is in at least n-f intervals,
 * so it lies between the lowest and the highest point that n-f intervals hold. Start with f = 0 and
 * assume one more liar until there is such a point, but never half of the clocks. NTP counts the
 * midpoints besides: if more than f offsets are outside the region, the overlap is an accident of
 * intervals that barely meet, and f goes up until the region holds the offsets too.
 *
 * <p>Where that never happens, intervals overlap while the offsets look odd: two clocks at 5 ± 5
 * and 19 ± 10 share 9 to 10, and neither offset is in there. NTP gives up then. We have wide bounds
 * and few clocks more often than NTP has, and the intervals don't contradict one another, so
 * Marzullo's own region is taken, the one that most clocks share.
 *
 * <p><b>Limits.</b> A region is held by more than half of the clocks, so with fewer liars than
 * honest clocks both its edges are inside honest intervals. It holds the truth if no more clocks
 * lie than the f that it was found with. Unlike in NTP it may be a single point, since the master's
 * own interval is one.
 *
 * <p>Time: that of sorting. Two sweeps record for each depth of overlap where it is first reached,
 * from below and from above, so trying one more f costs two look-ups.
 *
 * <p><b>Source.</b> K. Marzullo and S. Owicki, Maintaining the time in a distributed system, ACM
 * Operating Systems Review 19(3), 1985; RFC 5905, section 11.2.1.
 */
final class MajorityRegion {

  private MajorityRegion() {}

  /** Returns the region; empty if there are no votes or no majority overlaps anywhere. */
  static Optional<OffsetInterval> of(List<Vote> votes) {
    int n = votes.size();
    long[] offsets = votes.stream().mapToLong(Vote::offsetNanos).sorted().toArray();
    long[] lows = votes.stream().mapToLong(vote -> vote.interval().lowNanos()).sorted().toArray();
    long[] highs = votes.stream().mapToLong(vote -> vote.interval().highNanos()).sorted().toArray();
    long[] fromBelow = firstReached(lows, highs);
    // Complementing turns the order round, and unlike negation it cannot overflow.
    long[] fromAbove = complement(firstReached(complement(highs), complement(lows)));

    int deepest = fromBelow.length;
    Optional<OffsetInterval> marzullo = Optional.empty();
    for (int faults = n - deepest; 2 * faults < n; faults++) {
      int depth = n - faults;
      OffsetInterval region =
          new OffsetInterval(fromBelow[depth - 1], fromAbove[fromAbove.length - depth]);
      if (outside(region, offsets) <= faults) {
        return Optional.of(region);
      }
      if (marzullo.isEmpty()) {
        marzullo = Optional.of(region);
      }
    }
    return marzullo;
  }

  /**
   * Sweeps upwards over sorted edges.
   *
   * @return at index d-1 the lowest point that d intervals hold; as long as the deepest overlap
   */
  private static long[] firstReached(long[] lows, long[] highs) {
    long[] reached = new long[lows.length];
    int deepest = 0;
    int ended = 0;
    for (int begun = 1; begun <= lows.length; begun++) {
      long point = lows[begun - 1];
      while (highs[ended] < point) {
        ended++;
      }
      if (begun - ended > deepest) {
        reached[deepest] = point;
        deepest++;
      }
    }
    return Arrays.copyOf(reached, deepest);
  }

  /** Returns the complements in reverse, so that what was sorted stays sorted. */
  private static long[] complement(long[] values) {
    long[] complements = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      complements[values.length - 1 - i] = ~values[i];
    }
    return complements;
  }

  /** Returns how many of the sorted offsets are not in the region. */
  private static int outside(OffsetInterval region, long[] sorted) {
    int below = countBelow(sorted, region.lowNanos());
    int notAbove =
        region.highNanos() == Long.MAX_VALUE
            ? sorted.length
            : countBelow(sorted, region.highNanos() + 1);
    return sorted.length - (notAbove - below);
  }

  private static int countBelow(long[] sorted, long limit) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < limit) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
