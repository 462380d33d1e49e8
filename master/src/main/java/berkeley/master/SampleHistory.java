package berkeley.master;

import berkeley.api.environment.ClockLimits;

/**
 * A member's older samples, aged so that they can narrow the interval of the newest.
 *
 * <p>An offset measured a while ago still confines today's: since then the two clocks have drifted
 * apart by no more than their rates can differ, and a correction has moved the member by its delta,
 * wholly or (while it still slews) in part. So the old interval is widened to hold all of that and
 * intersected with the new one (Marzullo and Owicki 1983). If the two do not meet, the member's
 * clock has jumped, and what was known of it is dropped.
 *
 * <p>The vote is widened by the drift allowance too: a member may be off by what its oscillator did
 * since its last correction and is no falseticker for it. Not safe for use by several threads.
 */
final class SampleHistory {

  private final double driftAllowance;
  private boolean known;
  private long atTicks;
  private long low;
  private long high;

  /**
   * Creates a history without samples.
   *
   * @param limits how far the rate of cluster time may be off that of a counter: what the nodes'
   *     bounds allow for as well
   */
  SampleHistory(ClockLimits limits) {
    this.driftAllowance = limits.unmeasuredRateRatio();
  }

  /** Returns the vote that follows from a new sample and all that is known. */
  Vote vote(String id, Sample sample, long nowTicks) {
    long newLow = sample.offsetNanos() - sample.errorBoundNanos();
    long newHigh = sample.offsetNanos() + sample.errorBoundNanos();
    long drift = known ? (long) (driftAllowance * Math.abs(nowTicks - atTicks)) : 0;
    if (known && low - drift <= newHigh && newLow <= high + drift) {
      newLow = Math.max(newLow, low - drift);
      newHigh = Math.min(newHigh, high + drift);
    }
    known = true;
    atTicks = nowTicks;
    low = newLow;
    high = newHigh;
    long middle = newLow + (newHigh - newLow) / 2;
    return new Vote(id, middle, (newHigh - newLow + 1) / 2 + drift);
  }

  /** Widens what is known to hold the member's offset before, during and after a correction. */
  void corrected(long changeNanos) {
    low = Math.min(low, low + changeNanos);
    high = Math.max(high, high + changeNanos);
  }

  /** Forgets all older samples. */
  void forget() {
    known = false;
  }
}
