package berkeley.harness.report;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.simulator.recording.RecordLine.Sample;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What a record holds of one node. For one thread. */
final class NodeDigest {

  static final int AT = 0;
  static final int OFFSET = 1;
  static final int BOUND = 2;
  static final int FREQUENCY = 3;

  private static final int COLUMNS = 4;
  private static final double NANOS_PER_SECOND = 1e9;

  private final TimeSeries series = new TimeSeries(COLUMNS);
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final TimeSeries roundTrips = new TimeSeries(1);
  private OptionalDouble offsetBefore = OptionalDouble.empty();
  private OptionalDouble offsetAfter = OptionalDouble.empty();
  private double worstError = Double.NaN;
  private NodeStatus newest;

  void add(Sample sample) {
    newest = sample.status();
    double offset = sample.offset().isKnown() ? sample.offset().nanos() : Double.NaN;
    double bound =
        newest.errorBoundNanos() == Long.MAX_VALUE ? Double.NaN : newest.errorBoundNanos();
    series.add(sample.atNanos() / NANOS_PER_SECOND, offset, bound, newest.frequencyPpm());
    if (sample.offset().isKnown()) {
      offsetAfter = OptionalDouble.of(offset);
      if (offsetBefore.isEmpty()) {
        offsetBefore = offsetAfter;
      }
    }
  }

  void addOutcome(MemberReport member, Long trueError) {
    outcomes.merge(member.outcome(), 1L, Long::sum);
    if (member.outcome() != Outcome.UNREACHABLE) {
      roundTrips.add(member.rttNanos());
    }
    if (trueError != null) {
      double error = Math.abs((double) trueError);
      worstError = Double.isNaN(worstError) ? error : Math.max(worstError, error);
    }
  }

  TimeSeries series() {
    return series;
  }

  /** Returns its newest status; null if there is none. */
  NodeStatus newest() {
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
    int count = roundTrips.rows();
    double[] sorted = new double[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = roundTrips.at(i, 0);
    }
    java.util.Arrays.sort(sorted);
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[count / 2]);
  }

  /** Returns the largest known error of its measured offset, in nanoseconds. */
  OptionalDouble worstError() {
    return Double.isNaN(worstError) ? OptionalDouble.empty() : OptionalDouble.of(worstError);
  }
}
