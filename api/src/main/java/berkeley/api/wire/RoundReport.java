package berkeley.api.wire;

import java.io.Serializable;
import java.util.List;

/**
 * One pass of a master over its members.
 *
 * @param round its number within the term, from 1
 * @param term the mastership
 * @param master the master's name
 * @param durationNanos from the first probe to the last answer to a correction
 * @param agreedOffsetNanos the offset against the master's clock that all move to
 * @param masterDeltaNanos the correction that the master gave itself
 * @param members one report for each member in the view, in the order of their names
 */
public record RoundReport(
    long round,
    long term,
    String master,
    long durationNanos,
    long agreedOffsetNanos,
    long masterDeltaNanos,
    List<MemberReport> members)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Copies the list, so that the report never changes. */
  public RoundReport {
    members = List.copyOf(members);
  }
}
