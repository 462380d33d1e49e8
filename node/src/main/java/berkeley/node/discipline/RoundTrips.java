package berkeley.node.discipline;

import java.util.Arrays;

/**
 * The latest round trips, sorted by age and by size.
 *
 * <p>Problem: how much of a round trip is path and how much queueing. Idea: the smallest of a
 * window stands for the path, the median above it for the jitter, since a mean would follow a
 * single pause of a garbage collector. With exponential delays of mean j each way the queueing of a
 * round trip has the median 1.678 j, and the least of n of them is about 2 j n^-0.62 (an
 * approximation that serves well enough from 2 to 64). Limits: a window of which half is disturbed
 * gives a wrong jitter.
 */
final class RoundTrips {
  private static final double MEDIAN = 1.678;

  private final long[] byAge;
  private final long[] bySize;
  private int count;
  private int next;

  RoundTrips(int window) {
    byAge = new long[window];
    bySize = new long[window];
  }

  void add(long rttNanos) {
    if (count == byAge.length) {
      int oldest = Arrays.binarySearch(bySize, 0, count, byAge[next]);
      count--;
      System.arraycopy(bySize, oldest + 1, bySize, oldest, count - oldest);
    }
    int place = Arrays.binarySearch(bySize, 0, count, rttNanos);
    place = place < 0 ? -place - 1 : place;
    System.arraycopy(bySize, place, bySize, place + 1, count - place);
    bySize[place] = rttNanos;
    count++;
    byAge[next] = rttNanos;
    next = (next + 1) % byAge.length;
  }

  /** Drops all but the newest {@code kept}. */
  void keepNewest(int kept) {
    int n = Math.min(kept, count);
    long[] newest = new long[n];
    for (int i = 0; i < n; i++) {
      newest[i] = byAge[Math.floorMod(next - n + i, byAge.length)];
    }
    count = 0;
    next = 0;
    for (long rtt : newest) {
      add(rtt);
    }
  }

  boolean full() {
    return count == byAge.length;
  }

  /** Returns the smallest, nanoseconds; there must be one. */
  long min() {
    return bySize[0];
  }

  /** Returns the median, nanoseconds; there must be one. */
  double median() {
    return 0.5 * (bySize[(count - 1) / 2] + bySize[count / 2]);
  }

  /** Returns the mean queueing delay one way, nanoseconds, with the path's round trip known. */
  double jitterAbove(double floorRttNanos) {
    return (median() - floorRttNanos) / MEDIAN;
  }

  /**
   * Returns the mean queueing delay one way, nanoseconds, from the window alone; of a single round
   * trip it takes an eighth.
   */
  double jitter() {
    if (count < 2) {
      return min() / 8.0;
    }
    double median = count < 4 ? 1.9 : MEDIAN;
    return (median() - min()) / (median - 2 * StrictMath.pow(count, -0.62));
  }
}
