package berkeley.simulator.promise;

import java.util.List;

/**
 * Promise 4: if a wait for a stamp has returned, which was some reading's latest, every reading of
 * that epoch that begins later anywhere has a latest above the stamp.
 */
final class CommitWaits {

  private final ViolationLog log;

  CommitWaits(ViolationLog log) {
    this.log = log;
  }

  /** Takes a wait that returned. */
  void returned(EpochHistory epoch, Observation.CommitWait wait) {
    epoch.stamps.add(wait.returnedNanos(), wait.stampNanos(), wait.life());
  }

  /** Compares a reading that has an interval with the highest stamp that was waited for before. */
  void check(EpochHistory epoch, ClockReading reading) {
    PrecedingMaximum stamps = epoch.stamps;
    int at = stamps.find(reading.beforeNanos());
    if (at < 0) {
      return;
    }
    log.checked(Promise.COMMIT_WAIT);
    long stamp = stamps.value(at);
    if (reading.latestNanos() > stamp) {
      return;
    }
    NodeLife waited = stamps.source(at);
    log.report(
        Promise.COMMIT_WAIT,
        "latest",
        reading.afterNanos(),
        waited.equals(reading.life()) ? List.of(waited) : List.of(reading.life(), waited),
        "%s gives %d as its latest in epoch %d, not above %d, for which %s had waited %d ns before",
        reading.life(),
        reading.latestNanos(),
        epoch.epoch,
        stamp,
        waited,
        SaturatingMath.subtract(reading.beforeNanos(), stamps.instant(at)));
    stamps.remove(at);
  }
}
