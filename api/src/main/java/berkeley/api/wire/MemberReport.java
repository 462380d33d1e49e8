package berkeley.api.wire;

import java.io.Serializable;

/**
 * What one round found out about one member.
 *
 * @param id the member's name
 * @param outcome what became of it
 * @param reason why it was not accepted; empty where it was
 * @param offsetNanos its offset against the master; 0 where it did not answer
 * @param errorBoundNanos upper bound of that offset's error; 0 where it did not answer
 * @param rttNanos smallest round trip of the burst; 0 where it did not answer
 * @param deltaNanos the correction that it was sent; 0 where it was sent none
 */
public record MemberReport(
    String id,
    Outcome outcome,
    String reason,
    long offsetNanos,
    long errorBoundNanos,
    long rttNanos,
    long deltaNanos)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** A member that did not answer. */
  public static MemberReport unreachable(String id, String reason) {
    return new MemberReport(id, Outcome.UNREACHABLE, reason, 0, 0, 0, 0);
  }
}
