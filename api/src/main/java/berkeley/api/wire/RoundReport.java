package berkeley.api.wire;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * The report of one round: one pass of a master over its members.
 *
 * @param round its number within the term, from 1
 * @param term the term of the mastership
 * @param master the master's name
 * @param durationNanos from the first probe to the last answer to a correction, in nanoseconds
 * @param agreedOffsetNanos the agreed offset against the master's clock, in nanoseconds
 * @param masterDeltaNanos the master's correction of its own clock, in nanoseconds
 * @param members one report for each member, in the order of their names
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

  /**
   * Copies the list, so that the report never changes; the name is one line.
   *
   * @param round any
   * @param term any
   * @param master cut to one line
   * @param durationNanos any
   * @param agreedOffsetNanos any
   * @param masterDeltaNanos any
   * @param members copied
   */
  public RoundReport {
    master = WireText.name(master);
    members = List.copyOf(members);
  }

  /** Leaves the members out, so that no stranger's message makes it expensive. */
  @Override
  public int hashCode() {
    return Objects.hash(round, term, master);
  }
}
