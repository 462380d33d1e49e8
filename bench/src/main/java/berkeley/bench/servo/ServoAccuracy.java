package berkeley.bench.servo;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well the slaves of one world kept its master's time.
 *
 * @param rmsNanos root mean square of all errors in the second half
 * @param maxNanos the largest of them
 * @param medianSpreadNanos median of the largest difference between any two slaves
 * @param p99SpreadNanos 99th percentile of it
 * @param settledSeconds when the slowest slave's error began to stay within ten times the RMS for a
 *     minute; with polls more than four seconds apart, for twenty minutes
 * @param tenthRoundNanos root mean square of the errors after the tenth exchange
 */
record ServoAccuracy(
    double rmsNanos,
    double maxNanos,
    double medianSpreadNanos,
    double p99SpreadNanos,
    double settledSeconds,
    double tenthRoundNanos) {

  /**
   * Evaluates a run.
   *
   * @param errors of each slave, once a second
   * @param pollSeconds from one exchange to the next
   */
  static ServoAccuracy of(double[][] errors, double pollSeconds) {
    int n = errors[0].length;
    double[] spread = new double[n - n / 2];
    double sum = 0;
    double max = 0;
    for (int k = n / 2; k < n; k++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double[] slave : errors) {
        sum += slave[k] * slave[k];
        max = Math.max(max, Math.abs(slave[k]));
        low = Math.min(low, slave[k]);
        high = Math.max(high, slave[k]);
      }
      spread[k - n / 2] = high - low;
    }
    Arrays.sort(spread);
    double rms = Math.sqrt(sum / (errors.length * spread.length));
    int tenth = (int) Math.min(n - 1, Math.max(1, 9 * pollSeconds));
    return new ServoAccuracy(
        rms,
        max,
        spread[spread.length / 2],
        spread[spread.length * 99 / 100],
        settled(errors, 10 * rms, pollSeconds > 4 ? 1200 : 60),
        rmsAt(errors, tenth));
  }

  private static double settled(double[][] errors, double limit, int holdSeconds) {
    double latest = 0;
    for (double[] slave : errors) {
      int good = 0;
      int k = 0;
      for (; k < slave.length && good < holdSeconds; k++) {
        good = Math.abs(slave[k]) <= limit ? good + 1 : 0;
      }
      latest = Math.max(latest, k - good + SlaveRun.SAMPLED_AT);
    }
    return latest;
  }

  private static double rmsAt(double[][] errors, int second) {
    double sum = Arrays.stream(errors).mapToDouble(slave -> slave[second] * slave[second]).sum();
    return Math.sqrt(sum / errors.length);
  }

  /** Returns the median of each figure on its own. */
  static ServoAccuracy median(List<ServoAccuracy> of) {
    return new ServoAccuracy(
        median(of, ServoAccuracy::rmsNanos),
        median(of, ServoAccuracy::maxNanos),
        median(of, ServoAccuracy::medianSpreadNanos),
        median(of, ServoAccuracy::p99SpreadNanos),
        median(of, ServoAccuracy::settledSeconds),
        median(of, ServoAccuracy::tenthRoundNanos));
  }

  private static double median(List<ServoAccuracy> of, ToDoubleFunction<ServoAccuracy> figure) {
    double[] sorted = of.stream().mapToDouble(figure).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
