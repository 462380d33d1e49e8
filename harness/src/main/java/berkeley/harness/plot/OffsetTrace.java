package berkeley.harness.plot;

import berkeley.simulator.SampleListener;
import java.util.ArrayList;
import java.util.List;

/** What the plot of a run shows. Not safe for use by several threads. */
final class OffsetTrace implements SampleListener {

  private static final int EARLY_BINS = 150;
  private static final int STEADY_BINS = 200;
  private static final double MICRO = 1e-3;

  /** The smallest distance that is drawn, since a logarithmic axis has no zero. */
  private static final double LEAST_MICROS = 1e-2;

  private final double seconds;
  private final List<String> names = new ArrayList<>();
  private final List<TimeBins> distances = new ArrayList<>();
  private final List<TimeBins> offsets = new ArrayList<>();
  private final TimeBins bounds;

  /** Creates the trace of a run of that length. */
  OffsetTrace(double seconds) {
    this.seconds = seconds;
    this.bounds = sinceStart();
  }

  private TimeBins sinceStart() {
    return TimeBins.byRatio(EARLY_BINS, 0.1, seconds);
  }

  @Override
  public void sampled(long trueNanos, List<String> nodes, long[] offsetNanos, long[] boundNanos) {
    double time = trueNanos * 1e-9;
    if (names.isEmpty()) {
      names.addAll(nodes);
      nodes.forEach(
          node -> {
            distances.add(sinceStart());
            offsets.add(TimeBins.even(STEADY_BINS, seconds / 2, seconds));
          });
    }
    for (int i = 0; i < offsetNanos.length; i++) {
      double micros = offsetNanos[i] * MICRO;
      distances.get(i).add(time, Math.max(LEAST_MICROS, Math.abs(micros)));
      if (boundNanos[i] != Long.MAX_VALUE) {
        bounds.add(time, Math.max(LEAST_MICROS, boundNanos[i] * MICRO));
      }
      if (time >= seconds / 2) {
        offsets.get(i).add(time, micros);
      }
    }
  }

  List<String> names() {
    return names;
  }

  /** Returns each slave's distance to cluster time in microseconds, since the start. */
  List<TimeBins> distances() {
    return distances;
  }

  /** Returns each slave's offset in microseconds, in the second half. */
  List<TimeBins> offsets() {
    return offsets;
  }

  /** Returns the bounds that slaves reported, in microseconds. */
  TimeBins bounds() {
    return bounds;
  }
}
