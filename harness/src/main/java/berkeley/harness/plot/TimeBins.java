package berkeley.harness.plot;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A quantity over stretches of time, reduced to what a plot can show: its extremes, so that no
 * spike is lost, and its root mean square, since the extremes of a longer stretch are farther apart
 * even if the quantity is not.
 */
final class TimeBins {

  private final DoubleUnaryOperator place;
  private final double[] at;
  private final double[] least;
  private final double[] most;
  private final double[] squares;
  private final int[] values;

  /**
   * Creates empty bins.
   *
   * @param count how many
   * @param place maps a time to 0 to 1, where 0 is in the first bin and 1 in the last
   */
  TimeBins(int count, DoubleUnaryOperator place) {
    this.place = place;
    this.at = new double[count];
    this.least = new double[count];
    this.most = new double[count];
    this.squares = new double[count];
    this.values = new int[count];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
  }

  /** Returns bins of equal lengths. */
  static TimeBins even(int count, double from, double to) {
    return new TimeBins(count, time -> (time - from) / (to - from));
  }

  /** Returns bins of equal ratios. */
  static TimeBins byRatio(int count, double from, double to) {
    return new TimeBins(count, time -> Math.log(time / from) / Math.log(to / from));
  }

  void add(double time, double value) {
    int bin = (int) (place.applyAsDouble(time) * at.length);
    bin = Math.max(0, Math.min(at.length - 1, bin));
    at[bin] = values[bin] == 0 ? time : at[bin];
    least[bin] = Math.min(least[bin], value);
    most[bin] = Math.max(most[bin], value);
    squares[bin] += value * value;
    values[bin]++;
  }

  private IntStream filled() {
    return IntStream.range(0, at.length).filter(bin -> values[bin] > 0);
  }

  /** Returns the time of the first value in each bin that has any. */
  double[] times() {
    return filled().mapToDouble(bin -> at[bin]).toArray();
  }

  /** Returns the least value of each. */
  double[] least() {
    return filled().mapToDouble(bin -> least[bin]).toArray();
  }

  /** Returns the largest value of each. */
  double[] most() {
    return filled().mapToDouble(bin -> most[bin]).toArray();
  }

  /** Returns the root mean square of each. */
  double[] rms() {
    return filled().mapToDouble(bin -> Math.sqrt(squares[bin] / values[bin])).toArray();
  }
}
