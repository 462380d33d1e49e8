package berkeley.master.explain;

/**
 * One member's part in a round.
 *
 * @param id its name
 * @param answered whether it said its time; if not, {@code reason} says why, and the figures are 0
 * @param offsetNanos its offset against the master, with the sign defined in {@link berkeley.api}
 * @param counted whether it counted in the average
 * @param reason why it did not count or could not be corrected, empty where there is nothing to say
 * @param told whether it was sent a correction
 * @param deltaNanos the correction, 0 if it was sent none
 * @param afterNanos what it shows after the round, nanoseconds since the Unix epoch, at the instant
 *     to which the master's times of the explanation belong
 */
public record ExplainedClock(
    String id,
    boolean answered,
    long offsetNanos,
    boolean counted,
    String reason,
    boolean told,
    long deltaNanos,
    long afterNanos) {}
