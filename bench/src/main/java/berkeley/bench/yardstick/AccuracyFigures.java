package berkeley.bench.yardstick;

import berkeley.bench.process.DurationSeries;
import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * How near five processes keep their clocks: a cluster of each build, both at the same time, looked
 * at by each build's own {@code status}; then another such pair.
 */
final class AccuracyFigures {
  private static final int OBSERVERS = 3;
  private static final double MOST_RATIO = 1.1;
  private static final double NANOS_PER_MICRO = 1e3;

  private AccuracyFigures() {}

  /** Watches pairs of clusters, one pair after the other. */
  static void measure(List<Checkout> both, YardstickSettings settings, Figures figures)
      throws IOException, InterruptedException {
    for (int pass = 0; pass < settings.passes(); pass++) {
      // Clocks get better for minutes, so neither build may always be the one that started earlier.
      int earlier = pass % 2;
      try (FixedMasterCluster first = FixedMasterCluster.start(both.get(earlier));
          FixedMasterCluster second = FixedMasterCluster.start(both.get(1 - earlier))) {
        List<StatusObserver> atFirst = first.observe(OBSERVERS);
        List<StatusObserver> atSecond = second.observe(OBSERVERS);
        TimeUnit.NANOSECONDS.sleep(settings.settle().toNanos());
        atFirst.forEach(StatusObserver::take);
        atSecond.forEach(StatusObserver::take);
        TimeUnit.NANOSECONDS.sleep(settings.watch().toNanos());
        add(first.side(), atFirst, figures);
        add(second.side(), atSecond, figures);
      }
    }
  }

  private static void add(Side side, List<StatusObserver> observers, Figures figures)
      throws IOException {
    DurationSeries spreads = new DurationSeries();
    DurationSeries bounds = new DurationSeries();
    int looks = 0;
    for (StatusObserver observer : observers) {
      StatusLook before = null;
      for (String line : observer.take()) {
        StatusLook look = StatusLook.parse(line);
        if (before != null) {
          looks++;
          OptionalDouble spread = look.spreadNanos(before, FixedMasterCluster.NODES);
          spread.ifPresent(nanos -> spreads.add(Math.round(nanos)));
        }
        look.readings().values().stream()
            .filter(StatusLook.Reading::follows)
            .forEach(reading -> bounds.add(reading.boundNanos()));
        before = look;
      }
    }
    if (spreads.size() == 0) {
      throw CommandFailure.missing(
          "of %d looks at the %s cluster none found all nodes synchronised in two in a row"
              .formatted(looks, side.word()));
    }
    figures.add(side, "spread_median_ns", spreads.medianMicros() * NANOS_PER_MICRO, MOST_RATIO);
    figures.add(side, "spread_p99_ns", spreads.p99Micros() * NANOS_PER_MICRO, MOST_RATIO);
    figures.add(side, "bound_median_ns", bounds.medianMicros() * NANOS_PER_MICRO);
    figures.add(side, "looks", looks);
    figures.add(side, "looks_not_all_synchronised", looks - spreads.size());
  }
}
