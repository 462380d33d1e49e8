package berkeley.bench.servo;

import java.util.Arrays;

/** The least of the latest round trips, and the queueing above it. */
final class DelayWindow {
  /** Of the queueing of a round trip, two exponential delays, in units of their mean. */
  private static final double MEDIAN = 1.678;

  private final long[] byAge;
  private final long[] bySize;
  private int count;
  private int next;

  DelayWindow(int size) {
    byAge = new long[size];
    bySize = new long[size];
  }

  void add(long rttNanos) {
    if (count == byAge.length) {
      int oldest = Arrays.binarySearch(bySize, byAge[next]);
      System.arraycopy(bySize, oldest + 1, bySize, oldest, count - oldest - 1);
      count--;
    }
    int found = Arrays.binarySearch(bySize, 0, count, rttNanos);
    int place = found < 0 ? -found - 1 : found;
    System.arraycopy(bySize, place, bySize, place + 1, count - place);
    bySize[place] = rttNanos;
    byAge[next] = rttNanos;
    next = (next + 1) % byAge.length;
    count++;
  }

  /** Returns the least round trip in nanoseconds; there must be one. */
  long least() {
    return bySize[0];
  }

  /** Returns the mean one-way queueing delay in nanoseconds; of a single round trip an eighth. */
  double jitter() {
    if (count < 2) {
      return least() / 8.0;
    }
    // The least of n lies above the path by about 2 n^-0.62 mean delays.
    double median = 0.5 * (bySize[(count - 1) / 2] + bySize[count / 2]);
    double share = count < 4 ? 1.9 : MEDIAN;
    return (median - least()) / (share - 2 * StrictMath.pow(count, -0.62));
  }
}
