package berkeley.simulator.measure;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/**
 * How accurate the slaves were, sample by sample.
 *
 * <p>Steady figures are of the samples from {@code steadyFrom} on; all offsets are against the
 * master's clock. Not safe for use by several threads.
 */
public final class Accuracy {

  private final long[] times;
  private final double[] typical;
  private final long[] worst;
  private final long[] spreads;
  private final long[] bounds;
  private final long steadyFrom;
  private int samples;
  private int steady;
  private double squares;
  private long offsets;

  /**
   * Creates the accuracy of a run.
   *
   * @param capacity the largest number of samples
   * @param steadyFromNanos the true time from which on samples are steady
   */
  public Accuracy(int capacity, long steadyFromNanos) {
    times = new long[capacity];
    typical = new double[capacity];
    worst = new long[capacity];
    spreads = new long[capacity];
    bounds = new long[capacity];
    steadyFrom = steadyFromNanos;
  }

  /**
   * Takes a sample.
   *
   * @param trueNanos when
   * @param offsetNanos each slave's offset against the master; at least one
   * @param boundNanos the bound that each of them reports
   */
  public void sampled(long trueNanos, long[] offsetNanos, long[] boundNanos) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    double sum = 0;
    for (long offset : offsetNanos) {
      least = Math.min(least, offset);
      most = Math.max(most, offset);
      sum += (double) offset * offset;
    }
    times[samples] = trueNanos;
    typical[samples] = Math.sqrt(sum / offsetNanos.length);
    worst[samples] = Math.max(Math.abs(least), Math.abs(most));
    samples++;
    if (trueNanos >= steadyFrom) {
      bounds[steady] = (long) Arrays.stream(boundNanos).average().orElse(0);
      spreads[steady++] = most - least;
      squares += sum;
      offsets += offsetNanos.length;
    }
  }

  /** Returns the root of the mean square of all steady offsets, in nanoseconds. */
  public double rmsNanos() {
    return offsets == 0 ? 0 : Math.sqrt(squares / offsets);
  }

  /** Returns the largest steady offset of any slave, in nanoseconds. */
  public long maxNanos() {
    return Arrays.stream(worst, samples - steady, samples).max().orElse(0);
  }

  /**
   * Returns a quantile of the largest difference between any two slaves while steady.
   *
   * @param share 0.5 for the median, 0.99 for all but a hundredth
   */
  public long spreadNanos(double share) {
    return Quantiles.of(Arrays.copyOf(spreads, steady), share);
  }

  /** Returns the median over time of the slaves' steady mean bound, in nanoseconds. */
  public long boundMedianNanos() {
    return Quantiles.of(Arrays.copyOf(bounds, steady), 0.5);
  }

  /**
   * Returns when the slaves' root mean square was within the limit for a while for the first time.
   *
   * @param limitNanos what counts as settled
   * @param holdsNanos for how long it has to hold
   * @return true time of the first sample of that while; empty if it never came
   */
  public OptionalLong settledAt(double limitNanos, long holdsNanos) {
    return firstWhile(sample -> typical[sample] <= limitNanos, holdsNanos);
  }

  /** Returns the same for the slave that was farthest off at each time. */
  public OptionalLong slowestSettledAt(double limitNanos, long holdsNanos) {
    return firstWhile(sample -> worst[sample] <= limitNanos, holdsNanos);
  }

  private OptionalLong firstWhile(IntPredicate within, long holdsNanos) {
    int first = 0;
    for (int i = 0; i < samples; i++) {
      if (!within.test(i)) {
        first = i + 1;
      } else if (times[i] - times[first] >= holdsNanos) {
        return OptionalLong.of(times[first]);
      }
    }
    return OptionalLong.empty();
  }
}
