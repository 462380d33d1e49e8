package berkeley.node.driver;

import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import java.util.OptionalLong;

/** How a round ended. */
sealed interface RoundResult {

  /**
   * Everybody who could be reached has been corrected.
   *
   * @param restNanos for how long after it nobody has to be asked again
   * @param learningPauseNanos how long after it somebody has to be, to learn a rate quickly
   */
  record Completed(RoundReport report, long restNanos, OptionalLong learningPauseNanos)
      implements RoundResult {}

  /** The authority was lost on the way, so nobody was corrected. */
  record Unauthorised() implements RoundResult {}

  /** Most members, or the master's own node, obey another master. */
  record Deposed(StaleTermException refusal) implements RoundResult {}

  /** A majority of the members contradicts the master, so nobody was corrected. */
  record Overruled(String reason) implements RoundResult {}

  /** A fault of the program cut it short; the next round may do better. */
  record Failed(RuntimeException cause) implements RoundResult {}
}
