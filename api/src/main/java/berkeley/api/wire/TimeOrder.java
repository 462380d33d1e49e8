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
 * @param reason what it waits for; empty otherwise
 */
public record TimeOrder(
    Phase phase, long term, long changeNanos, long leftNanos, double ratePpm, String reason)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The phases of an order. */
  public enum Phase {
    /** There was no order in this mastership. */
    NONE,
    /** Cluster time keeps its rate until all that was said of that has run out. */
    ANNOUNCED,
    /** Cluster time runs faster or slower. */
    MOVING,
    /** It is done. */
    DONE
  }

  /**
   * Checks that nothing is missing.
   *
   * @param phase not null
   * @param term any
   * @param changeNanos any
   * @param leftNanos any
   * @param ratePpm any
   * @param reason cut to one line
   */
  public TimeOrder {
    Objects.requireNonNull(phase, "phase");
    reason = WireText.line(Objects.requireNonNull(reason, "reason"));
  }

  /**
   * {@return how long it takes at least until cluster time is there, in nanoseconds; 0 while
   * nothing moves}
   */
  public long leftDurationNanos() {
    return ratePpm == 0 ? 0 : (long) (Math.abs((double) leftNanos) / (ratePpm * 1e-6));
  }
}
