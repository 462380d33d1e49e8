package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * The progress of an operator's order to set the cluster's time.
 *
 * @param phase its phase
 * @param term the term of the master that carries it out; the order ends with it
 * @param changeNanos what is to be added to cluster time in all, in nanoseconds; negative to set it
 *     back
 * @param leftNanos the part of that which is still to be added, in nanoseconds
 * @param ratePpm how much faster or slower cluster time runs meanwhile, in parts per million
 * @param reason what it waits for, or why it was given up; empty otherwise
 */
public record TimeOrder(
    Phase phase, long term, long changeNanos, long leftNanos, double ratePpm, String reason)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The phases of an order. */
  public enum Phase {
    /** There was no order in this mastership. */
    NONE,
    /** The members are being informed; cluster time keeps its rate until all are. */
    ANNOUNCED,
    /** Cluster time runs faster or slower. */
    MOVING,
    /** Cluster time has its own rate again, and the members are being informed. */
    SETTLING,
    /** It is done. */
    DONE,
    /** It was given up before cluster time was moved, for the reason given. */
    ABANDONED
  }

  /** Checks that nothing is missing. */
  public TimeOrder {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(reason, "reason");
  }

  /** Returns how long it takes at least until cluster time is there, in nanoseconds. */
  public long leftDurationNanos() {
    return ratePpm == 0 ? 0 : (long) (Math.abs((double) leftNanos) / (ratePpm * 1e-6));
  }
}
