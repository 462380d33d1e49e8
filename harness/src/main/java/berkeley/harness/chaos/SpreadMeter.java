package berkeley.harness.chaos;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import java.util.Collection;
import java.util.LongSummaryStatistics;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The true spread of sound clocks: the largest and the newest. Readings of one look are some
 * milliseconds apart; they are brought to one instant by the rate of the first node since the look
 * before, whose ticks the others must share. For one thread.
 */
final class SpreadMeter {

  private OptionalLong worst = OptionalLong.empty();
  private OptionalLong newest = OptionalLong.empty();
  private String reference = "";
  private long incarnation;
  private @Nullable Reading before;

  /** Adds a look at those that are sound and synchronised. */
  void add(Collection<NodeStatus> sound) {
    newest = OptionalLong.empty();
    if (sound.isEmpty()) {
      return;
    }
    NodeStatus first = sound.iterator().next();
    boolean known = first.id().equals(reference) && first.incarnation() == incarnation;
    if (before != null && known && sound.size() > 1) {
      measure(before, first.reading(), sound.stream().filter(first::sharesTicksWith).toList());
    }
    reference = first.id();
    incarnation = first.incarnation();
    before = first.reading();
  }

  private void measure(Reading last, Reading first, Collection<NodeStatus> sound) {
    double gained = first.offsetAgainst(last);
    double rate = gained / Math.max(1, first.ticksNanos() - last.ticksNanos());
    LongSummaryStatistics offsets =
        sound.stream()
            .map(NodeStatus::reading)
            .mapToLong(
                reading ->
                    reading.offsetAgainst(first)
                        - Math.round(rate * (reading.ticksNanos() - first.ticksNanos())))
            .summaryStatistics();
    newest = OptionalLong.of(offsets.getMax() - offsets.getMin());
    worst = OptionalLong.of(Math.max(worst.orElse(0), newest.getAsLong()));
  }

  /** Returns the largest spread seen. */
  OptionalLong worst() {
    return worst;
  }

  /** Returns the newest spread, empty if the last look gave none. */
  OptionalLong newest() {
    return newest;
  }
}
