package berkeley.node.discipline;

import berkeley.api.environment.ClockLimits;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Line;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the interval that must contain cluster time.
 *
 * <p><b>Problem.</b> A filter's standard deviation says how wrong a clock usually is. A user of an
 * interval needs to know how wrong it can be.
 *
 * <p><b>Idea.</b> Each measurement confines cluster time to its reading plus or minus half the
 * round trip, whatever the delays were (Marzullo and Owicki, Maintaining the time in a distributed
 * system, 1983). Older intervals, widened by what the two rates may have differed since, still
 * hold, so the keeper intersects them. The difference in rate is confined by two intervals that lie
 * apart: their edges give the steepest and the flattest possible line. What a frequency may have
 * changed since is an assumption, the wander limit of {@link ClockLimits}.
 *
 * <p><b>Limit.</b> If an oscillator exceeds its limits, intersections become empty. Then only the
 * newest measurement is used, and {@link #contradictions()} is increased. Not safe for use by
 * several threads.
 */
final class BoundKeeper {

  /** The distance of the two intervals: the larger, the more exact is the rate, and the older. */
  private static final long ANCHOR_SPACING_NANOS = 16_000_000_000L;

  /** Some 70 years: a wider interval carries no information, and sums must not overflow. */
  private static final long WIDEST_NANOS = ErrorBound.UNBOUNDED / 4;

  /** More than the granularity of a reading can add to half a round trip. */
  private static final long MOVING_NANOS = 1_000;

  private final double driftLimitRatio;
  private final double wanderLimitRatio;
  private final double wanderPerSecond;

  private boolean started;
  private boolean slewing;
  private long ticks;
  private long low;
  private long high;
  private ErrorBound current = ErrorBound.NONE;
  private double frequency;
  private @Nullable Anchor anchor;
  private @Nullable Anchor nextAnchor;
  private long contradictions;

  private record Anchor(long ticks, long middle, long halfWidth) {}

  BoundKeeper(ClockLimits limits) {
    this.driftLimitRatio = limits.driftLimitRatio();
    this.wanderLimitRatio = limits.wanderLimitRatio();
    this.wanderPerSecond = limits.wanderGrowthPerSecond();
  }

  /**
   * Records a measurement: at {@code atTicks} cluster time was within {@code claimedHalfWidth} of
   * {@code middle}.
   *
   * @param rttNanos round trip of the exchange that measured it. A half width well above half of it
   *     means that cluster time itself is being moved: older intervals no longer hold then
   * @param estimate the servo's line after the same measurement
   * @param clusterSlewRatio by how much cluster time may be running off its own rate, by an order;
   *     a rate measured meanwhile does not hold later
   * @return the bound of cluster time against that line
   */
  ErrorBound measured(
      long atTicks,
      long middle,
      long claimedHalfWidth,
      long rttNanos,
      Line estimate,
      double clusterSlewRatio) {
    if (clusterSlewRatio > 0 && !slewing) {
      restart();
    }
    slewing = clusterSlewRatio > 0;
    long halfWidth = Math.min(WIDEST_NANOS, claimedHalfWidth);
    if (halfWidth - rttNanos / 2 > MOVING_NANOS) {
      started = false;
    }
    intersect(atTicks, middle, halfWidth);
    double rate =
        slewing
            ? driftLimitRatio + Math.abs(estimate.rateRatio()) + clusterSlewRatio
            : rateUncertainty(new Anchor(atTicks, middle, halfWidth), estimate.rateRatio());
    long line = estimate.at(atTicks);
    frequency = estimate.rateRatio();
    current = new ErrorBound(atTicks, low - line, high - line, rate, wanderPerSecond);
    return current;
  }

  /** Records a measurement of a cluster time that keeps its rate. */
  ErrorBound measured(
      long atTicks, long middle, long claimedHalfWidth, long rttNanos, Line estimate) {
    return measured(atTicks, middle, claimedHalfWidth, rttNanos, estimate, 0);
  }

  /** Drops all measurements, because from now on another clock is cluster time. */
  void restart() {
    started = false;
    anchor = null;
    nextAnchor = null;
  }

  /** Returns how often a measurement contradicted the ones before. */
  long contradictions() {
    return contradictions;
  }

  private void intersect(long atTicks, long middle, long halfWidth) {
    long newLow = middle - halfWidth;
    long newHigh = middle + halfWidth;
    if (started) {
      long elapsed = atTicks - ticks;
      long drift = elapsed + Math.round(elapsed * frequency);
      long growth = current.growthNanos(atTicks);
      long agedLow = low + drift - growth;
      long agedHigh = high + drift + growth;
      if (agedLow <= newHigh && newLow <= agedHigh) {
        newLow = Math.max(newLow, agedLow);
        newHigh = Math.min(newHigh, agedHigh);
      } else {
        contradictions++;
        anchor = null;
        nextAnchor = null;
      }
    }
    started = true;
    ticks = atTicks;
    low = newLow;
    high = newHigh;
  }

  private double rateUncertainty(Anchor now, double frequencyRatio) {
    if (anchor == null || nextAnchor == null) {
      anchor = now;
      nextAnchor = now;
      return driftLimitRatio + Math.abs(frequencyRatio);
    }
    double elapsed = now.ticks - anchor.ticks;
    double slope = (now.middle - anchor.middle - (now.ticks - anchor.ticks)) / elapsed;
    double measured =
        Math.abs(slope - frequencyRatio)
            + (now.halfWidth + anchor.halfWidth) / elapsed
            + wanderLimitRatio;
    if (now.ticks - nextAnchor.ticks >= ANCHOR_SPACING_NANOS) {
      anchor = nextAnchor;
      nextAnchor = now;
    }
    return Math.min(measured, driftLimitRatio + Math.abs(frequencyRatio));
  }
}
