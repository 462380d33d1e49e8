package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * The result of one round for one member.
 *
 * @param id the member's name
 * @param outcome what the round did with it
 * @param reason why it was not accepted; empty if it was
 * @param offsetNanos its offset against the master, in nanoseconds; 0 if it did not answer
 * @param errorBoundNanos upper bound of that offset's error, in nanoseconds; 0 if it did not answer
 * @param rttNanos smallest round trip of the burst, in nanoseconds; 0 if it did not answer
 * @param deltaNanos the correction that it was sent, in nanoseconds; 0 if it was sent none
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

  /**
   * Takes out of the texts what is no text; deserialisation passes here too.
   *
   * @param id cut to one line
   * @param outcome not null
   * @param reason cut to one line
   * @param offsetNanos any
   * @param errorBoundNanos any
   * @param rttNanos any
   * @param deltaNanos any
   */
  public MemberReport {
    id = WireText.name(id);
    Objects.requireNonNull(outcome, "outcome");
    reason = WireText.line(reason);
  }

  /**
   * Reports a member that did not answer.
   *
   * @param id the member's name
   * @param reason why, in one line
   * @return a report of which all figures are 0
   */
  public static MemberReport unreachable(String id, String reason) {
    return new MemberReport(id, Outcome.UNREACHABLE, reason, 0, 0, 0, 0);
  }
}
