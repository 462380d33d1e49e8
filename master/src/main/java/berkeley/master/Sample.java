package berkeley.master;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.Probe;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Statement;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a probe says about a member's clock, dated by cluster time as the master knows it.
 *
 * @param readingNanos the member's node time that was read
 * @param offsetNanos its offset against the master's estimate of cluster time there
 * @param errorBoundNanos upper bound of the error of that offset, against cluster time itself
 * @param rttNanos round trip, by the master's counter
 * @param statement what the master could say then of what followed
 */
public record Sample(
    long readingNanos, long offsetNanos, long errorBoundNanos, long rttNanos, Statement statement) {

  /** Creates a sample of which no more is known. */
  public Sample(long readingNanos, long offsetNanos, long errorBoundNanos, long rttNanos) {
    this(readingNanos, offsetNanos, errorBoundNanos, rttNanos, Statement.NONE);
  }

  /**
   * Dates a probe. Cluster time was not before the beginning of what was known when the request
   * left, and not after the end of what was known when the answer came: both as the master knew it
   * at those ticks, whatever it has learnt since.
   *
   * @param probe a probe made a moment ago
   * @param clock cluster time as the master knows it
   */
  public static Sample of(Probe probe, MasterClock clock) {
    ClusterTime sent = clock.clusterAt(probe.sentTicks());
    ClusterTime received = clock.clusterAt(probe.receivedTicks());
    long low = sent.nanos() - sent.doubtNanos();
    long high = received.nanos() + received.doubtNanos();
    long halfWidth = (high - low + 1) / 2;
    return new Sample(
        probe.remoteNanos(),
        probe.remoteNanos() - (low + (high - low) / 2),
        Math.max(0, halfWidth),
        probe.rttNanos(),
        joined(sent.statement(), received.statement()));
  }

  /**
   * Dates a reading that the member itself compared with the master's clock.
   *
   * <p>The master's clock showed the given time at some instant between the two ticks of the
   * member's call, and cluster time was then within what the master knew, T ± d. The member's
   * reading lies in the middle of its call, so half of the round trip away from that instant at
   * most, before or after it. For half a round trip h by the member's counter, cluster time
   * advances by h(1 + r) at most, r being how far its rate may be off that of any counter. It never
   * goes back. So at the reading it was between T - d - h(1 + r) and T + d + h(1 + r). The same
   * holds of the line that cluster time follows in the present phase, extended back to the reading:
   * two such samples confine the rate of the phase, although it may have begun within the call.
   *
   * <p>What is said of the time that follows is what the master can say now, when the call is over:
   * it is not longer than what it could have said at the reading.
   *
   * @param reading what the member says
   * @param shownTicks the master's ticks when its clock showed that time
   * @param clock cluster time as the master knows it
   * @param limits how far the rate of cluster time may be off a counter's
   */
  public static Sample of(
      PushedReading reading, long shownTicks, MasterClock clock, ClockLimits limits) {
    ClusterTime shown = clock.clusterAt(shownTicks);
    ClusterTime now = clock.clusterAt(clock.ticks());
    long half = reading.rttNanos() / 2 + 1;
    long apart = half + (long) (half * limits.unmeasuredRateRatio()) + 1;
    return new Sample(
        reading.readingNanos(),
        reading.readingNanos() - shown.nanos(),
        NanosMath.add(shown.doubtNanos(), apart),
        reading.rttNanos(),
        joined(shown.statement(), now.statement()));
  }

  /** Across the beginning of a phase nothing is promised of the rate. */
  private static Statement joined(Statement sent, Statement received) {
    boolean isOnePhase = sent.phase() == received.phase() && sent.epoch() == received.epoch();
    return isOnePhase ? received : received.withoutGoodFor();
  }

  /**
   * Returns the sample of one reading: its offset if both ways took equally long, and half of the
   * round trip, by which that may be wrong at most (F. Cristian, Probabilistic clock
   * synchronization, Distributed Computing 3, 1989).
   *
   * @param sentNanos the master's node time when the request left
   * @param receivedNanos the master's node time when the answer came, not before {@code sentNanos}
   * @param remoteNanos the node time that the member answered
   */
  public static Sample of(long sentNanos, long receivedNanos, long remoteNanos) {
    long rtt = receivedNanos - sentNanos;
    return new Sample(remoteNanos, remoteNanos - sentNanos - rtt / 2, (rtt + 1) / 2, rtt);
  }

  /**
   * Chooses the sample with the smallest round trip: what delays a message makes the two ways
   * unequal, so the fastest probe errs least, and its bound is the tightest (Cristian 1989, section
   * 3).
   *
   * @param samples those of a burst
   * @param granularityNanos by how much the member's readings may lie below its true time; widens
   *     the bound
   * @return the sample, empty for an empty burst
   */
  public static Optional<Sample> best(Collection<Sample> samples, long granularityNanos) {
    return samples.stream()
        .min(Comparator.comparingLong(Sample::rttNanos))
        .map(
            best ->
                new Sample(
                    best.readingNanos,
                    best.offsetNanos,
                    best.errorBoundNanos + granularityNanos,
                    best.rttNanos,
                    best.statement));
  }
}
