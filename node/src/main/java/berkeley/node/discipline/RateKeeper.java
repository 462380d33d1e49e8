package berkeley.node.discipline;

import berkeley.api.environment.ClockLimits;
import org.jspecify.annotations.Nullable;

/**
 * Confines how far the rate of cluster time can be off an estimated frequency.
 *
 * <p><b>Problem.</b> A filter says how wrong a frequency usually is. A user of an interval needs to
 * know how wrong it can be.
 *
 * <p><b>Idea.</b> Two readings that lie apart confine the rate between them: their edges give the
 * steepest and the flattest possible line (Marzullo and Owicki, Maintaining the time in a
 * distributed system, 1983). That holds for what follows as far as the rate has not changed, so the
 * two counters behind it, the master's and this node's, are allowed the wander limit each. Only
 * corrections of one phase of one mastership are compared, and only those that promise that cluster
 * time keeps its rate: across a change of master, or while an order moves it, nothing is measured.
 *
 * <p>Not safe for use by several threads.
 */
final class RateKeeper {

  /** The distance of the two readings: the larger, the more exact is the rate, and the older. */
  private static final long ANCHOR_SPACING_NANOS = 16_000_000_000L;

  private final ClockLimits limits;
  private long phase;
  private @Nullable Anchor anchor;
  private @Nullable Anchor nextAnchor;

  /** Cluster time at one reading: within so many nanoseconds of a middle. */
  private record Anchor(long ticks, long middle, long halfWidth) {}

  RateKeeper(ClockLimits limits) {
    this.limits = limits;
  }

  /** Forgets what was measured. */
  void restart() {
    phase = 0;
    anchor = null;
    nextAnchor = null;
  }

  /**
   * Records a correction.
   *
   * @param ticks of its reading
   * @param middle cluster time there
   * @param halfWidth how far it may be off
   * @param ofPhase the phase that the correction belongs to
   * @param isSteady whether cluster time keeps its rate in it
   * @param frequency the estimate of how much faster than this node's counter cluster time runs
   * @return how far the true frequency may be off that while the phase lasts, as a ratio
   */
  double measured(
      long ticks, long middle, long halfWidth, long ofPhase, boolean isSteady, double frequency) {
    if (!isSteady || ofPhase != phase) {
      restart();
      phase = isSteady ? ofPhase : 0;
    }
    double unmeasured = limits.unmeasuredRateRatio() + Math.abs(frequency);
    if (!isSteady) {
      return unmeasured;
    }
    Anchor now = new Anchor(ticks, middle, halfWidth);
    Anchor first = anchor;
    Anchor second = nextAnchor;
    if (first == null || second == null) {
      anchor = now;
      nextAnchor = now;
      return unmeasured;
    }
    double elapsed = ticks - first.ticks;
    double slope = (middle - first.middle - (ticks - first.ticks)) / elapsed;
    double measured =
        Math.abs(slope - frequency)
            + ((double) halfWidth + first.halfWidth) / elapsed
            + 2 * limits.wanderLimitRatio();
    if (ticks - second.ticks >= ANCHOR_SPACING_NANOS) {
      anchor = second;
      nextAnchor = now;
    }
    return Math.min(measured, unmeasured);
  }
}
