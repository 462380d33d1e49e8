package berkeley.simulator.promise;

import java.util.List;
import java.util.OptionalLong;

/**
 * Promise 7: a declared time after the last fault every node gives an interval of the usual width.
 * A state does not count as recovery. A life that began after the last fault has the same time from
 * its first observation on. One whose node time a fault has moved slews back, and its interval
 * holds both: it may take as long as that takes. And one that has given an interval in the future
 * gives none until cluster time is there.
 */
final class Recovery {

  /** What is left of a slew of 500 ppm while cluster time runs away from the node by 400 ppm. */
  private static final double LEAST_RETURN_RATIO = 100e-6;

  private final long usualWidthNanos;
  private final long recoveryNanos;
  private final ViolationLog log;
  private boolean calm;
  private int calms;
  private long calmSinceNanos;
  private long allowedNanos;

  Recovery(PromiseSettings settings, ViolationLog log) {
    usualWidthNanos = settings.usualWidthNanos();
    recoveryNanos = settings.recoveryNanos();
    this.log = log;
  }

  /** Records that the last fault is over. */
  void calm(Observation.Calm begun) {
    calm = true;
    calms++;
    calmSinceNanos = begun.atNanos();
    allowedNanos = SaturatingMath.add(recoveryNanos, begun.allowedNanos());
  }

  /** Records that there is a fault again. */
  void fault() {
    calm = false;
  }

  /**
   * Checks a reading's width.
   *
   * @param clusterNanos the lowest value that cluster time can have then, {@link
   *     ReachableInterval#NO_LOW} if nothing is known of it
   */
  void check(ClockReading reading, ObservedLife life, long clusterNanos) {
    long since = Math.max(calmSinceNanos, life.firstSeenNanos);
    if (!calm || SaturatingMath.subtract(reading.beforeNanos(), since) < allowedNanos) {
      return;
    }
    if (life.calmsSeen != calms && reading.hasInterval()) {
      life.calmsSeen = calms;
      life.returnsUntilNanos = returnsUntil(reading);
    }
    if (reading.beforeNanos() < life.returnsUntilNanos && isReturning(reading)) {
      return;
    }
    if (!reading.hasInterval() && isWithheld(reading, life, clusterNanos)) {
      return;
    }
    log.checked(Promise.RECOVERY);
    if (reading.hasInterval() && reading.widthNanos() <= usualWidthNanos) {
      return;
    }
    String found =
        reading.hasInterval() ? "an interval of %d ns".formatted(reading.widthNanos()) : "none";
    log.report(
        Promise.RECOVERY,
        "width",
        reading.afterNanos(),
        List.of(reading.life()),
        "%s (%s) gives %s %d ns after the last fault, wanted an interval of at most %d ns",
        reading.life(),
        reading.state(),
        found,
        SaturatingMath.subtract(reading.beforeNanos(), calmSinceNanos),
        usualWidthNanos);
  }

  private long returnsUntil(ClockReading reading) {
    return isReturning(reading)
        ? SaturatingMath.add(
            reading.beforeNanos(), (long) (reading.widthNanos() / LEAST_RETURN_RATIO))
        : Long.MIN_VALUE;
  }

  /** Returns whether it has once given an interval that begins above what it can know now. */
  private boolean isWithheld(ClockReading reading, ObservedLife life, long clusterNanos) {
    OptionalLong floor = life.monotonicity.floorBefore(reading.beforeNanos());
    return floor.isPresent()
        && clusterNanos != ReachableInterval.NO_LOW
        && SaturatingMath.subtract(clusterNanos, usualWidthNanos) < floor.getAsLong();
  }

  /** Returns whether node time lies at an end of its interval. */
  private boolean isReturning(ClockReading reading) {
    return reading.hasInterval()
        && Math.min(
                reading.latestNanos() - reading.timeNanos(),
                reading.timeNanos() - reading.earliestNanos())
            <= usualWidthNanos;
  }
}
