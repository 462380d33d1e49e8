package berkeley.simulator.measure;

import java.util.Arrays;

/** Quantiles by nearest rank; the median of an even number of values is the middle of two. */
public final class Quantiles {

  private Quantiles() {}

  /**
   * Returns a quantile.
   *
   * @param values any number of values; not modified
   * @param share 0 to 1
   * @return 0 if there are no values
   */
  public static long of(long[] values, double share) {
    if (values.length == 0) {
      return 0;
    }
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))];
  }

  /** Returns the median. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
