package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * How far an operator's order to set the time of the cluster has come.
 *
 * @param phase where it stands
 * @param term the mastership that carries it out; an order ends with it
 * @param changeNanos what is to be added to cluster time in all; negative to set it back
 * @param leftNanos what of that is still to be added
 * @param ratePpm how much faster or slower cluster time runs meanwhile, in parts per million
 * @param reason what it waits for, or why it was given up; empty otherwise
 */
public record TimeOrder(
    Phase phase, long term, long changeNanos, long leftNanos, double ratePpm, String reason)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Where an order stands. */
  public enum Phase {
    /** There was none in this mastership. */
    NONE,
    /** The members are being told; cluster time keeps its rate until all have heard. */
    ANNOUNCED,
    /** Cluster time runs faster or slower. */
    MOVING,
    /** Cluster time has its own rate again, and the members learn so. */
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

  /** How long it takes from now until cluster time is where it is to be, at least. */
  public long leftDurationNanos() {
    return ratePpm == 0 ? 0 : (long) (Math.abs((double) leftNanos) / (ratePpm * 1e-6));
  }
}
