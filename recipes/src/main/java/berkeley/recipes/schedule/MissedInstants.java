package berkeley.recipes.schedule;

import java.time.Instant;

/**
 * Planned instants at which an action did not begin on this node, all those since it last began or
 * missed any.
 *
 * @param first the earliest of them
 * @param last the latest of them
 * @param count how many there are, 1 or more
 * @param reason why the latest was missed
 */
public record MissedInstants(Instant first, Instant last, long count, Reason reason) {

  /** Why an action did not begin. */
  public enum Reason {
    /**
     * The time was past it already when it was looked at: the process slept or was stopped, an
     * earlier action took long, or the instant was planned too late.
     */
    LATE,
    /**
     * The clock was not good enough, too long: no cluster time, or a bound above the limit, as
     * after a while in HOLDOVER.
     */
    UNCERTAIN
  }
}
