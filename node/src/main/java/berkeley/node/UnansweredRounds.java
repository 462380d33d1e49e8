package berkeley.node;

import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;

/**
 * Notices that a master's rounds reach nobody, though its heartbeats may: those are shorter. Such a
 * master keeps its place and is of no use in it. Not safe for use by several threads.
 */
public final class UnansweredRounds {

  /** A shorter silence may be a member's own, or a burst of losses. */
  static final int ROUNDS = 5;

  private int inARow;

  /**
   * Takes a round.
   *
   * @return whether there are others, and none has answered for {@value #ROUNDS} rounds; counts
   *     anew then
   */
  public boolean isNoticedIn(RoundReport report) {
    boolean deaf =
        !report.members().isEmpty()
            && report.members().stream()
                .allMatch(member -> member.outcome() == Outcome.UNREACHABLE);
    inARow = deaf ? inARow + 1 : 0;
    if (inARow < ROUNDS) {
      return false;
    }
    inARow = 0;
    return true;
  }
}
