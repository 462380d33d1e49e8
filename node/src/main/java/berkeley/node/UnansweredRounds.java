package berkeley.node;

import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;

/**
 * Detects that no member answers a master's rounds, although its heartbeats, which are shorter, may
 * be answered. Such a master stays master without correcting any clock, so it should step down. Not
 * safe for use by several threads.
 */
public final class UnansweredRounds {

  /** The number of rounds in a row; fewer may be a member's own silence, or a burst of losses. */
  static final int ROUNDS = 5;

  private int inARow;

  /**
   * Takes the report of a round.
   *
   * @return whether there are members, and none has answered for {@value #ROUNDS} rounds; then
   *     counting begins again
   */
  public boolean isNoticedIn(RoundReport report) {
    boolean unanswered =
        !report.members().isEmpty()
            && report.members().stream()
                .allMatch(member -> member.outcome() == Outcome.UNREACHABLE);
    inARow = unanswered ? inARow + 1 : 0;
    if (inARow < ROUNDS) {
      return false;
    }
    inARow = 0;
    return true;
  }
}
