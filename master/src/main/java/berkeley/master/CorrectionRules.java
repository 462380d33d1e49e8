package berkeley.master;

import java.time.Duration;

/**
 * The rules of who is sent a correction once a round has agreed.
 *
 * <p>By default every member that answered is, in every round, and an agreement that the master's
 * own time satisfies within its error moves nobody. Courses vary it.
 *
 * @param leaveRejected whether a member's clock that lost its vote is left as it is. It then stays
 *     wrong, and its node knows no cluster time if it has never been corrected. The master's own is
 *     left only {@code exactly}
 * @param threshold a round corrects nobody unless a correction is larger than this, 0 to 1 day; 0
 *     for a correction in each round. Newcomers are corrected all the same. Too small: it has no
 *     effect; too large: the clocks stay as far apart, and nodes that are not corrected go into
 *     holdover
 * @param exactly whether all move to the agreement even if it is within its own error, as a
 *     textbook has it
 */
public record CorrectionRules(boolean leaveRejected, Duration threshold, boolean exactly) {

  /** All are corrected in each round. */
  public static final CorrectionRules DEFAULT = new CorrectionRules(false, Duration.ZERO, false);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the threshold is out of its range
   */
  public CorrectionRules {
    if (threshold.isNegative() || threshold.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("threshold: %s is not in 0s..1d".formatted(threshold));
    }
  }

  /** Returns these rules with another one about rejected clocks. */
  public CorrectionRules withLeaveRejected(boolean leave) {
    return new CorrectionRules(leave, threshold, exactly);
  }

  /** Returns these rules with another threshold. */
  public CorrectionRules withThreshold(Duration limit) {
    return new CorrectionRules(leaveRejected, limit, exactly);
  }

  /** Returns these rules with another one about agreements within their error. */
  public CorrectionRules withExactly(boolean always) {
    return new CorrectionRules(leaveRejected, threshold, always);
  }
}
