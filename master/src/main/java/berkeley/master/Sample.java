package berkeley.master;

import berkeley.api.environment.Probe;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a probe says about a member's clock, dated by the master's.
 *
 * @param readingNanos the member's node time that was read
 * @param offsetNanos its offset against the master's clock there
 * @param errorBoundNanos upper bound of that offset's error
 * @param rttNanos round trip, in the master's node time
 */
public record Sample(long readingNanos, long offsetNanos, long errorBoundNanos, long rttNanos) {

  /**
   * Dates a probe by the master's clock.
   *
   * @param probe a probe made just now, so that its ticks are still those of the clock's present
   *     course
   */
  public static Sample of(Probe probe, MasterClock clock) {
    return of(
        clock.timeAt(probe.sentTicks()), clock.timeAt(probe.receivedTicks()), probe.remoteNanos());
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
                    best.rttNanos));
  }
}
