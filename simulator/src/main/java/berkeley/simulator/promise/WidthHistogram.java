package berkeley.simulator.promise;

/**
 * Counts widths of intervals in classes, each at most an eighth wider than the one before it, so
 * that quantiles of millions of readings need no memory.
 */
final class WidthHistogram {

  private static final int BITS = 3;
  private static final int PER_OCTAVE = 1 << BITS;

  private final long[] counts = new long[(Long.SIZE - BITS) << BITS];
  private long total;
  private long largest;

  /** Counts one width, in nanoseconds; one below 0 counts as 0. */
  void add(long widthNanos) {
    long width = Math.max(0, widthNanos);
    counts[indexOf(width)]++;
    total++;
    largest = Math.max(largest, width);
  }

  private static int indexOf(long width) {
    if (width < PER_OCTAVE) {
      return (int) width;
    }
    int shift = Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(width);
    return (shift << BITS) + (int) (width >>> shift);
  }

  /** Returns the largest width of a class. */
  private static long upperEdge(int index) {
    if (index < PER_OCTAVE) {
      return index;
    }
    int shift = (index >> BITS) - 1;
    long start = PER_OCTAVE + (long) (index & (PER_OCTAVE - 1));
    return (start << shift) + ((1L << shift) - 1);
  }

  /**
   * Returns a width that at least the given share of all widths do not exceed, in nanoseconds; at
   * most an eighth too large, and 0 if there are none.
   *
   * @param share 0 to 1
   */
  long quantile(double share) {
    long wanted = (long) Math.ceil(share * total);
    long passed = 0;
    for (int i = 0; i < counts.length; i++) {
      passed += counts[i];
      if (passed >= wanted && passed > 0) {
        return Math.min(upperEdge(i), largest);
      }
    }
    return largest;
  }
}
