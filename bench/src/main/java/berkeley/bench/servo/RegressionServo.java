package berkeley.bench.servo;

import berkeley.node.clock.Line;
import berkeley.node.discipline.Servo;

/**
 * A weighted straight line through the latest samples, of which there are fewer when it does not
 * fit: as chrony's source statistics do.
 *
 * <p>Idea: weights fall with the round trip's excess over the least one kept. The signs of the
 * residuals of a straight line are random; when they change too rarely the frequency has changed,
 * and the oldest samples are dropped until the rest passes (the runs test). Limits: the number of
 * samples is limited, however stable the oscillator is; an exchange counts only if both its ways
 * were quick.
 *
 * <p>Source: the runs test is that of A. Wald, J. Wolfowitz, Ann. Math. Statist. 11, 1940.
 */
final class RegressionServo implements Servo {
  private static final int FEWEST = 4;

  /** Of the normal distribution, one in twenty lies beyond so many deviations on one side. */
  private static final double ONE_IN_TWENTY = 1.65;

  private final long[] ticks;
  private final double[] phase;
  private final double[] rtt;
  private final double weightShare;
  private int count;
  private long originNanos;
  private double intercept;
  private double ratio;

  /**
   * Creates a servo without samples.
   *
   * @param capacity how many samples it keeps at most
   * @param weightShare excess at which a sample counts half, as a share of the mean excess
   */
  RegressionServo(int capacity, double weightShare) {
    this.ticks = new long[capacity];
    this.phase = new double[capacity];
    this.rtt = new double[capacity];
    this.weightShare = weightShare;
  }

  @Override
  public void sample(long ticksNanos, long clusterNanos, long rttNanos) {
    if (count == 0) {
      originNanos = clusterNanos - ticksNanos;
    }
    if (count == ticks.length) {
      drop(1);
    }
    ticks[count] = ticksNanos;
    phase[count] = clusterNanos - ticksNanos - originNanos;
    rtt[count] = rttNanos;
    count++;
    int from = 0;
    fit(from);
    while (count - from > FEWEST && !looksRandom(from)) {
      from++;
      fit(from);
    }
    drop(from);
  }

  private void drop(int oldest) {
    count -= oldest;
    System.arraycopy(ticks, oldest, ticks, 0, count);
    System.arraycopy(phase, oldest, phase, 0, count);
    System.arraycopy(rtt, oldest, rtt, 0, count);
  }

  private void fit(int from) {
    double least = Double.POSITIVE_INFINITY;
    double mean = 0;
    for (int i = from; i < count; i++) {
      least = StrictMath.min(least, rtt[i]);
      mean += rtt[i] / (count - from);
    }
    double scale = StrictMath.max(1, weightShare * (mean - least));
    double sum = 0;
    double sumT = 0;
    double sumP = 0;
    for (int i = from; i < count; i++) {
      double w = weight(i, least, scale);
      sum += w;
      sumT += w * since(i);
      sumP += w * phase[i];
    }
    double tMean = sumT / sum;
    double pMean = sumP / sum;
    double tt = 0;
    double tp = 0;
    for (int i = from; i < count; i++) {
      double w = weight(i, least, scale);
      double t = since(i) - tMean;
      tt += w * t * t;
      tp += w * t * (phase[i] - pMean);
    }
    ratio = tt > 0 ? tp / tt : 0;
    intercept = pMean - ratio * tMean;
  }

  private double weight(int i, double least, double scale) {
    double excess = (rtt[i] - least) / scale;
    return 1 / (1 + excess * excess);
  }

  private double since(int i) {
    return ticks[i] - ticks[count - 1];
  }

  /** Returns the result of a runs test on the residuals' signs, at the 5 % level. */
  private boolean looksRandom(int from) {
    int n = count - from;
    int runs = 1;
    for (int i = from + 1; i < count; i++) {
      runs += residual(i) > 0 == residual(i - 1) > 0 ? 0 : 1;
    }
    return runs >= (n + 1) / 2.0 - ONE_IN_TWENTY * StrictMath.sqrt((n - 1) / 4.0);
  }

  private double residual(int i) {
    return phase[i] - (intercept + ratio * since(i));
  }

  @Override
  public Line estimate() {
    if (count == 0) {
      throw new IllegalStateException("no sample yet");
    }
    long newest = ticks[count - 1];
    return new Line(newest, newest + originNanos + StrictMath.round(intercept), ratio);
  }
}
