package berkeley.api;

import java.time.Instant;
import java.util.Optional;

/**
 * One reading of a synchronised clock: all of it belongs to one instant between the call and its
 * return.
 *
 * @param timeNanos node time, in nanoseconds since the Unix epoch
 * @param earliestNanos cluster time is not before this; {@link Long#MIN_VALUE} if there is no
 *     interval at the moment
 * @param latestNanos cluster time is not after this; {@link Long#MIN_VALUE} as above. Node time
 *     lies between the two
 * @param state how far the clock can be trusted
 * @param master the name of the master that set it last, empty if it has none
 * @param term the number of that mastership
 * @param epoch the number of the cluster time that the interval is about: intervals of two epochs
 *     cannot be compared
 * @param disruptions how often this process slept or found its readings contradictory
 */
public record TimeReading(
    long timeNanos,
    long earliestNanos,
    long latestNanos,
    NodeState state,
    String master,
    long term,
    long epoch,
    long disruptions) {

  /** {@return node time, to the nanosecond} */
  public Instant instant() {
    return SynchronizedClock.toInstant(timeNanos);
  }

  /** {@return whether there is an interval} */
  public boolean hasInterval() {
    return earliestNanos != Long.MIN_VALUE;
  }

  /** {@return the earliest and the latest that cluster time can be, if that is known} */
  public Optional<TimeInterval> interval() {
    return hasInterval()
        ? Optional.of(
            new TimeInterval(
                SynchronizedClock.toInstant(earliestNanos),
                SynchronizedClock.toInstant(latestNanos)))
        : Optional.empty();
  }
}
