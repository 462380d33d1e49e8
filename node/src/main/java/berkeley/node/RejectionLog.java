package berkeley.node;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Detects which members were newly rejected, and which are accepted again, so that each change is
 * logged once and not in every round. Not safe for use by several threads.
 */
public final class RejectionLog {

  private final Map<String, Outcome> newest = new HashMap<>();

  /**
   * Takes the report of a round.
   *
   * @return the members that were newly rejected or are accepted again
   */
  public List<MemberReport> changes(RoundReport report) {
    List<MemberReport> changed = report.members().stream().filter(this::isChange).toList();
    newest.clear();
    report.members().forEach(member -> newest.put(member.id(), member.outcome()));
    return changed;
  }

  private boolean isChange(MemberReport now) {
    boolean wasRejected = newest.get(now.id()) == Outcome.REJECTED;
    return wasRejected ? now.outcome() == Outcome.ACCEPTED : now.outcome() == Outcome.REJECTED;
  }
}
