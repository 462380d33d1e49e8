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
 * What the lookouts of all hosts have seen, in the order of the ticks that the hosts share. Between
 * two sights of a node its clock runs evenly but for what it is steered: at most some nanoseconds
 * in the twentieth of a second between them. Safe for use by several threads.
 */
final class StatusSamples implements Consumer<String> {
  private static final long STEP_NANOS = 100_000_000L;
  private static final long WIDEST_GAP_NANOS = 500_000_000L;

  private final Map<String, NavigableMap<Long, StatusSample>> all = new HashMap<>();

  @Override
  public synchronized void accept(String line) {
    if (!line.startsWith("READY")) {
      StatusSample sight = StatusSample.parse(line);
      all.computeIfAbsent(sight.id(), id -> new TreeMap<>()).put(sight.ticks(), sight);
    }
  }

  /** The newest sight of a node that is later than some ticks. */
  synchronized Optional<StatusSample> latest(String id, long afterTicks) {
    return Optional.ofNullable(of(id).lastEntry())
        .map(Map.Entry::getValue)
        .filter(sight -> sight.ticks() - afterTicks > 0);
  }

  /** The first sight of a node in a state that is later than some ticks. */
  synchronized Optional<StatusSample> first(String id, NodeState state, long afterTicks) {
    return of(id).tailMap(afterTicks, false).values().stream()
        .filter(sight -> sight.state() == state)
        .findFirst();
  }

  /** How far the clocks were apart, ten times a second while all were synchronised. */
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

  /** The bounds that the nodes reported meanwhile. */
  synchronized DurationSeries bounds(Collection<String> ids, long fromTicks, long toTicks) {
    DurationSeries bounds = new DurationSeries();
    for (String id : ids) {
      of(id).subMap(fromTicks, toTicks).values().stream()
          .filter(sight -> sight.state() == NodeState.SYNCHRONISED)
          .forEach(sight -> bounds.add(sight.bound()));
    }
    return bounds;
  }

  /**
   * How far a node is ahead of another, in nanoseconds, at its newest sight between two of the
   * other's; empty where there is none.
   */
  synchronized OptionalDouble offset(StatusSample of, String against) {
    OptionalDouble other = ahead(against, of.ticks(), of.ahead());
    return other.isPresent() ? OptionalDouble.of(-other.getAsDouble()) : other;
  }

  /** Whether a node's time never went back from one sight to the next. */
  synchronized boolean isMonotonic(String id) {
    long newest = Long.MIN_VALUE;
    for (StatusSample sight : of(id).values()) {
      long time = sight.ticks() + sight.ahead();
      if (sight.state() != NodeState.NEWCOMER) {
        if (time < newest) {
          return false;
        }
        newest = time;
      }
    }
    return true;
  }

  /** Node time less ticks less the origin, between two sights. */
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
