package berkeley.node.discipline;

import berkeley.api.environment.ClockLimits;
import java.util.ArrayDeque;
import java.util.Deque;

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
 * <p>Each earlier reading that is kept gives limits of its own, of which the narrowest hold.
 * Usually that is the oldest; but the first ones of a process that has just started are poor, so
 * those that are clearly better than all before are kept as well.
 *
 * <p>Not safe for use by several threads.
 */
final class RateKeeper {

  /** The distance of two readings kept: the larger, the more exact is the rate, and the older. */
  private static final long ANCHOR_SPACING_NANOS = 16_000_000_000L;

  private final ClockLimits limits;
  private long phase;

  /** Oldest first; each is better than the one before, or a spacing later. */
  private final Deque<Anchor> anchors = new ArrayDeque<>();

  /** The ticks of the newest one that was kept because a spacing was over. */
  private long spacedTicks;

  /** Cluster time at one reading: within so many nanoseconds of a middle. */
  private record Anchor(long ticks, long middle, long halfWidth) {}

  RateKeeper(ClockLimits limits) {
    this.limits = limits;
  }

  /** Forgets what was measured. */
  void restart() {
    phase = 0;
    anchors.clear();
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
    double least = unmeasured;
    for (Anchor each : anchors) {
      least = Math.min(least, measuredSince(each, ticks, middle, halfWidth, frequency));
    }
    keep(new Anchor(ticks, middle, halfWidth));
    return least;
  }

  private double measuredSince(
      Anchor anchor, long ticks, long middle, long halfWidth, double frequency) {
    long elapsed = ticks - anchor.ticks;
    if (elapsed <= 0) {
      return Double.POSITIVE_INFINITY; // one reading tells no rate
    }
    double slope = (double) (middle - anchor.middle - elapsed) / elapsed;
    return Math.abs(slope - frequency)
        + ((double) halfWidth + anchor.halfWidth) / elapsed
        + 2 * limits.wanderLimitRatio();
  }

  /** Once a spacing is over, what is older than two of them is dropped. */
  private void keep(Anchor now) {
    if (anchors.isEmpty()) {
      anchors.add(now);
      spacedTicks = now.ticks;
    } else if (now.ticks - spacedTicks >= ANCHOR_SPACING_NANOS) {
      while (anchors.getFirst().ticks - spacedTicks < 0) {
        anchors.removeFirst();
      }
      anchors.add(now);
      spacedTicks = now.ticks;
    } else if (now.halfWidth <= anchors.getLast().halfWidth / 4 * 3) {
      anchors.add(now);
    }
  }
}
