package berkeley.master;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.RoundReport;
import berkeley.master.Round.Correction;
import berkeley.master.Round.Decision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The record of what a round did with each member. Not safe for use by several threads. */
public final class RoundLog {

  private final long round;
  private final long term;
  private final String master;
  private final Map<String, MemberReport> reports = new TreeMap<>();

  /** Creates the log of one round of one mastership. */
  public RoundLog(long round, long term, String master) {
    this.round = round;
    this.term = term;
    this.master = master;
  }

  /** Records a member that did not answer. */
  public void unreachable(String id, String reason) {
    reports.put(id, MemberReport.unreachable(id, reason));
  }

  /**
   * Records a member that was corrected, or that was to be: {@code failure} says why it was not.
   */
  public void corrected(Correction correction, String failure) {
    boolean told = failure.isEmpty();
    add(
        correction,
        told ? correction.reason() : joined(correction.reason(), failure),
        told ? correction.deltaNanos() : 0);
  }

  /** Records a member whose clock was read and that is left as it is. */
  public void measured(Correction correction) {
    add(correction, correction.reason(), 0);
  }

  private void add(Correction correction, String reason, long deltaNanos) {
    Sample sample = correction.answer().sample();
    String id = correction.answer().id();
    reports.put(
        id,
        new MemberReport(
            id,
            correction.outcome(),
            reason,
            sample.offsetNanos(),
            sample.errorBoundNanos(),
            sample.rttNanos(),
            deltaNanos));
  }

  /** Returns the finished report. */
  public RoundReport report(long durationNanos, Decision decision) {
    return new RoundReport(
        round,
        term,
        Objects.requireNonNull(master),
        durationNanos,
        decision.agreedOffsetNanos(),
        decision.masterDeltaNanos(),
        List.copyOf(reports.values()));
  }

  private static String joined(String reason, String failure) {
    return reason.isEmpty() ? failure : reason + "; " + failure;
  }
}
