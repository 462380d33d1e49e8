package berkeley.bench.contenders;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads several clocks of one host as if at the same instant.
 *
 * <p>All processes of a host read one counter of ticks, so a clock's ticks and time together give
 * its offset against any other. The list of clocks is read twice; in between lies an instant at
 * which all are interpolated. For one thread.
 */
final class ClockPanel implements AutoCloseable {
  /** By how much the rate of a clock may change between two readings: that of our nodes. */
  private static final double RATE_LIMIT = (ClockLimits.UNSTEERED.maxSlewPpm() + 100) * 1e-6;

  private static final long ROUNDING_NANOS = 4;

  private final List<ClockReader> clocks;
  private final long[] shown;

  /**
   * Creates a panel.
   *
   * @param clocks the leader's first, the victim's last
   */
  ClockPanel(List<? extends ClockReader> clocks) {
    this.clocks = List.copyOf(clocks);
    this.shown = new long[clocks.size()];
    Arrays.fill(shown, Long.MIN_VALUE);
  }

  /**
   * Reads all clocks.
   *
   * @param withoutLast whether the last one is left out
   * @throws IOException if one does not answer
   */
  PanelReading look(boolean withoutLast) throws IOException {
    int count = clocks.size() - (withoutLast ? 1 : 0);
    List<ClockReader.Glance> first = pass(count);
    List<ClockReader.Glance> second = pass(count);
    long at = first.get(count - 1).reading().ticksNanos();
    at += (second.get(0).reading().ticksNanos() - at) / 2;
    long leader = offset(first.get(0).reading(), second.get(0).reading(), at);
    long low = 0;
    long high = 0;
    double sum = 0;
    long bound = -1;
    int outside = 0;
    for (int i = 0; i < count; i++) {
      Reading before = first.get(i).reading();
      Reading after = second.get(i).reading();
      long distance = offset(before, after, at) - leader;
      low = Math.min(low, distance);
      high = Math.max(high, distance);
      sum += distance;
      OptionalLong admitted = second.get(i).boundNanos();
      if (admitted.isPresent()) {
        bound = Math.max(bound, admitted.getAsLong());
        double tolerance = RATE_LIMIT * (after.ticksNanos() - before.ticksNanos()) + ROUNDING_NANOS;
        outside += Math.abs(distance) > admitted.getAsLong() + tolerance ? 1 : 0;
      }
    }
    return new PanelReading(
        high - low,
        OptionalLong.of(leader + Math.round(sum / count)),
        backwards(first) + backwards(second),
        bound < 0 ? OptionalLong.empty() : OptionalLong.of(bound),
        outside);
  }

  private List<ClockReader.Glance> pass(int count) throws IOException {
    List<ClockReader.Glance> seen = new ArrayList<>();
    for (ClockReader clock : clocks.subList(0, count)) {
      seen.add(clock.read());
    }
    return seen;
  }

  /** Returns time minus ticks at some ticks, between two readings. */
  private static long offset(Reading before, Reading after, long at) {
    long span = after.ticksNanos() - before.ticksNanos();
    double share = span == 0 ? 0 : (double) (at - before.ticksNanos()) / span;
    long gained = after.offsetAgainst(before);
    return before.timeNanos() - before.ticksNanos() + Math.round(gained * share);
  }

  private int backwards(List<ClockReader.Glance> seen) {
    int count = 0;
    for (int i = 0; i < seen.size(); i++) {
      long time = seen.get(i).reading().timeNanos();
      count += time < shown[i] ? 1 : 0;
      shown[i] = time;
    }
    return count;
  }

  @Override
  public void close() {
    clocks.forEach(ClockReader::close);
  }
}
