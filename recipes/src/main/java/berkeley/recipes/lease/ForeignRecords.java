package berkeley.recipes.lease;

import berkeley.api.TimeInterval;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Waits out the leases that were recorded in another epoch of cluster time than this node's.
 *
 * <p>Their expiry is an instant of a cluster time that this node does not know. How long they last
 * it does know: so a lease is free once its record has stayed the same for so long, from the first
 * look at it, which was not before it was stored. Two cluster times run at different rates: a
 * thirty-second more covers the widest limits that {@link berkeley.api.environment.ClockLimits}
 * allow.
 *
 * <p>Remembers the newest foreign record of each lease that was asked for. Safe for use by several
 * threads.
 */
final class ForeignRecords {

  private record Sighting(LeaseRecord record, long epoch, TimeInterval first) {}

  private static final int MARGIN = 32;

  /** Guarded by this. */
  private final Map<String, Sighting> sightings = new HashMap<>();

  /**
   * Returns whether a lease is certainly over.
   *
   * @param record its newest record
   * @param epoch this node's epoch, another than the record's
   * @param interval this node's, taken after the record was read
   */
  synchronized boolean isOver(String name, LeaseRecord record, long epoch, TimeInterval interval) {
    Sighting seen = sightings.get(name);
    if (seen == null || !seen.record().equals(record) || seen.epoch() != epoch) {
      seen = new Sighting(record, epoch, interval);
      sightings.put(name, seen);
    }
    Duration passed = Duration.between(seen.first().latest(), interval.earliest());
    Duration lasts = record.lasts();
    return lasts.isZero() || passed.compareTo(lasts.plus(lasts.dividedBy(MARGIN))) > 0;
  }

  /** Forgets a lease whose record is of this node's epoch. */
  synchronized void forget(String name) {
    sightings.remove(name);
  }
}
