package berkeley.api.wire;

import java.io.Serializable;

/**
 * One reading of a slave's clock that it sends to its master by itself, with the reading of the
 * master's clock that it compared its own with.
 *
 * @param id the sender's name
 * @param readingNanos the sender's node time in the middle of its call of the master's {@link
 *     ClockRemote#getTime}, in nanoseconds since the Unix epoch
 * @param masterNanos what that call was answered; {@link #NOT_READ} where the sender has not asked
 * @param rttNanos how long that call took by the sender's ticks, in nanoseconds, 0 or more
 * @param newcomer whether the sender has not been synchronised since its start; it is then brought
 *     to the others and does not move them
 */
public record PushedReading(
    String id, long readingNanos, long masterNanos, long rttNanos, boolean newcomer)
    implements Serializable {

  /** Stands for the master's time where the sender has not read it. */
  public static final long NOT_READ = Long.MIN_VALUE;

  private static final long serialVersionUID = 1L;

  /**
   * Checks the ranges; deserialisation passes here too.
   *
   * @param id 1 to {@value MemberId#MAX_NAME_LENGTH} characters
   * @param readingNanos any
   * @param masterNanos any, or {@link #NOT_READ}
   * @param rttNanos 0 or more
   * @param newcomer whether the sender is to be brought to the others
   * @throws IllegalArgumentException if the name is empty or too long, or the round trip negative
   */
  public PushedReading {
    MemberId.requireName(id);
    if (rttNanos < 0) {
      throw new IllegalArgumentException("rttNanos: %d is negative".formatted(rttNanos));
    }
  }

  /**
   * Creates the message of the textbooks: a time, and nothing about how old it is.
   *
   * @param id the sender's name
   * @param readingNanos its time as it leaves, in nanoseconds since the Unix epoch
   * @return a reading of one that takes part, without a round trip
   */
  public static PushedReading uncompared(String id, long readingNanos) {
    return new PushedReading(id, readingNanos, NOT_READ, 0, false);
  }
}
