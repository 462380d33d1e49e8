package berkeley.harness.report;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.simulator.recording.RecordLine.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a record holds of one node. For one thread. */
final class NodeDigest {

  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final List<Long> roundTrips = new ArrayList<>();
  private OptionalDouble offsetBefore = OptionalDouble.empty();
  private OptionalDouble offsetAfter = OptionalDouble.empty();
  private double worstError = Double.NaN;
  private @Nullable NodeStatus newest;
  private long newestNanos;
  private boolean silent;

  void add(Sample sample) {
    newest = sample.status();
    newestNanos = sample.atNanos();
    silent = false;
    if (sample.offset().isKnown()) {
      offsetAfter = OptionalDouble.of(sample.offset().nanos());
      if (offsetBefore.isEmpty()) {
        offsetBefore = offsetAfter;
      }
    }
  }

  void addOutcome(MemberReport member, @Nullable Long trueError) {
    outcomes.merge(member.outcome(), 1L, Long::sum);
    if (member.outcome() != Outcome.UNREACHABLE) {
      roundTrips.add(member.rttNanos());
    }
    if (trueError != null) {
      double error = Math.abs((double) trueError);
      worstError = Double.isNaN(worstError) ? error : Math.max(worstError, error);
    }
  }

  /** Notes that it does not answer any more. */
  void fellSilent() {
    silent = true;
  }

  /** Returns when it answered last, if it does not answer in the end. */
  OptionalLong silentSince() {
    return silent ? OptionalLong.of(newestNanos) : OptionalLong.empty();
  }

  /** Returns its newest status; null if there is none. */
  @Nullable NodeStatus newest() {
    return newest;
  }

  OptionalDouble offsetBefore() {
    return offsetBefore;
  }

  OptionalDouble offsetAfter() {
    return offsetAfter;
  }

  /** Returns in how many rounds it had an outcome. */
  long rounds(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** Returns the median of its round trips, in nanoseconds. */
  OptionalDouble medianRoundTrip() {
    List<Long> sorted = roundTrips.stream().sorted().toList();
    return sorted.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted.get(sorted.size() / 2));
  }

  /** Returns the largest known error of its measured offset, in nanoseconds. */
  OptionalDouble worstError() {
    return Double.isNaN(worstError) ? OptionalDouble.empty() : OptionalDouble.of(worstError);
  }
}
