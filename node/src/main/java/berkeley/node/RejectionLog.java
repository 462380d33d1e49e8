package berkeley.node;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Notices which members were rejected for the first time, and which are accepted again, so that a
 * log has a line for each change and none for each round. Not safe for use by several threads.
 */
public final class RejectionLog {

  private final Map<String, Outcome> newest = new HashMap<>();

  /**
   * Takes a round.
   *
   * @return those whose vote has begun to be rejected, or to be accepted again
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
