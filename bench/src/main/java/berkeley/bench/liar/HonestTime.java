package berkeley.bench.liar;

import berkeley.simulator.SampleListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The common time of a cluster's honest slaves against true time: the mean of their offsets, and
 * what the cluster as a whole has gained. Of the second half of a run. For one thread.
 */
final class HonestTime implements SampleListener {
  private final long fromNanos;
  private final List<Double> samples = new ArrayList<>();
  private long gained;

  HonestTime(long fromNanos) {
    this.fromNanos = fromNanos;
  }

  @Override
  public void clusterGained(long trueNanos, long gainedNanos) {
    gained = gainedNanos;
  }

  @Override
  public void sampled(long trueNanos, List<String> names, long[] offsetNanos, long[] boundNanos) {
    if (trueNanos >= fromNanos) {
      samples.add(gained + Arrays.stream(offsetNanos).average().orElse(0));
    }
  }

  /** Returns the largest difference to another run at the same instant, in nanoseconds. */
  double farthestFrom(HonestTime other) {
    double farthest = 0;
    for (int i = 0; i < samples.size(); i++) {
      farthest = Math.max(farthest, Math.abs(samples.get(i) - other.samples.get(i)));
    }
    return farthest;
  }
}
