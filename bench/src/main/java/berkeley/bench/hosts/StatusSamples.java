package berkeley.bench.hosts;

import berkeley.api.NodeState;
import berkeley.bench.process.DurationSeries;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The samples of all hosts, in the order of the ticks that the hosts share. Between two samples of
 * a node its clock runs evenly apart from its steering: some nanoseconds at most in the twentieth
 * of a second between them. Safe for use by several threads.
 */
final class StatusSamples implements Consumer<String> {
  private static final long STEP_NANOS = 100_000_000L;
  private static final long WIDEST_GAP_NANOS = 500_000_000L;

  private final Map<String, NavigableMap<Long, StatusSample>> all = new HashMap<>();

  @Override
  public synchronized void accept(String line) {
    if (!line.startsWith("READY")) {
      StatusSample sample = StatusSample.parse(line);
      all.computeIfAbsent(sample.id(), id -> new TreeMap<>()).put(sample.ticks(), sample);
    }
  }

  /** Returns the newest sample of a node that is later than some ticks. */
  synchronized Optional<StatusSample> latest(String id, long afterTicks) {
    return Optional.ofNullable(of(id).lastEntry())
        .map(Map.Entry::getValue)
        .filter(sample -> sample.ticks() - afterTicks > 0);
  }

  /** Returns the first sample of a node in a state that is later than some ticks. */
  synchronized Optional<StatusSample> first(String id, NodeState state, long afterTicks) {
    return of(id).tailMap(afterTicks, false).values().stream()
        .filter(sample -> sample.state() == state)
        .findFirst();
  }

  /** Returns how far the clocks were apart, ten times a second while all were synchronised. */
  synchronized DurationSeries spreads(Collection<String> ids, long fromTicks, long toTicks) {
    DurationSeries spreads = new DurationSeries();
    for (long at = fromTicks; at <= toTicks; at += STEP_NANOS) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      boolean whole = true;
      long origin = 0;
      for (String id : ids) {
        Map.Entry<Long, StatusSample> before = of(id).floorEntry(at);
        if (before == null) {
          whole = false;
          break;
        }
        origin = origin == 0 ? before.getValue().ahead() : origin;
        OptionalDouble ahead = ahead(id, at, origin);
        whole &= ahead.isPresent();
        low = Math.min(low, ahead.orElse(0));
        high = Math.max(high, ahead.orElse(0));
      }
      if (whole) {
        spreads.add(Math.round(high - low));
      }
    }
    return spreads;
  }

  /** Returns the bounds that the nodes reported meanwhile. */
  synchronized DurationSeries bounds(Collection<String> ids, long fromTicks, long toTicks) {
    DurationSeries bounds = new DurationSeries();
    for (String id : ids) {
      of(id).subMap(fromTicks, toTicks).values().stream()
          .filter(sample -> sample.state() == NodeState.SYNCHRONISED)
          .forEach(sample -> bounds.add(sample.bound()));
    }
    return bounds;
  }

  /**
   * Returns how far a node is ahead of another, in nanoseconds, at a sample between two of the
   * other's; empty where there are none.
   */
  synchronized OptionalDouble offset(StatusSample of, String against) {
    OptionalDouble other = ahead(against, of.ticks(), of.ahead());
    return other.isPresent() ? OptionalDouble.of(-other.getAsDouble()) : other;
  }

  /** Returns whether a node's time never went back from one sample to the next. */
  synchronized boolean isMonotonic(String id) {
    long newest = Long.MIN_VALUE;
    for (StatusSample sample : of(id).values()) {
      long time = sample.ticks() + sample.ahead();
      if (sample.state() != NodeState.NEWCOMER) {
        if (time < newest) {
          return false;
        }
        newest = time;
      }
    }
    return true;
  }

  /** Returns node time less ticks less the origin, between two samples. */
  private OptionalDouble ahead(String id, long at, long origin) {
    Map.Entry<Long, StatusSample> before = of(id).floorEntry(at);
    Map.Entry<Long, StatusSample> after = of(id).ceilingEntry(at);
    if (before == null || after == null || after.getKey() - before.getKey() > WIDEST_GAP_NANOS) {
      return OptionalDouble.empty();
    }
    StatusSample one = before.getValue();
    StatusSample other = after.getValue();
    if (one.state() != NodeState.SYNCHRONISED || other.state() != NodeState.SYNCHRONISED) {
      return OptionalDouble.empty();
    }
    long gap = other.ticks() - one.ticks();
    double share = gap == 0 ? 0 : (double) (at - one.ticks()) / gap;
    return OptionalDouble.of(one.ahead() - origin + share * (other.ahead() - one.ahead()));
  }

  private NavigableMap<Long, StatusSample> of(String id) {
    return all.computeIfAbsent(id, key -> new TreeMap<>());
  }
}
