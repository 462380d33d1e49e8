package berkeley.simulator.promise;

import java.util.List;

/**
 * Promise 7: a declared time after the last fault every node gives an interval of the usual width.
 * A state does not count as recovery. A life that began after the last fault has the same time from
 * its first observation on.
 */
final class Recovery {

  private final long usualWidthNanos;
  private final long recoveryNanos;
  private final ViolationLog log;
  private boolean calm;
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
    calmSinceNanos = begun.atNanos();
    allowedNanos = SaturatingMath.add(recoveryNanos, begun.allowedNanos());
  }

  /** Records that there is a fault again. */
  void fault() {
    calm = false;
  }

  /** Checks a reading's width. */
  void check(ClockReading reading, ObservedLife life) {
    long since = Math.max(calmSinceNanos, life.firstSeenNanos);
    if (!calm || SaturatingMath.subtract(reading.beforeNanos(), since) < allowedNanos) {
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
}
