package berkeley.recipes.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a {@link LeaseStore} keeps of a lease.
 *
 * @param holder who acquired it last: one life of a process
 * @param fence rises by one with each acquisition, from 1
 * @param expires the cluster time from which on others may acquire it
 * @param epoch the number of the cluster time that {@code expires} is of, as in {@link
 *     berkeley.api.TimeReading#epoch}: in another one that instant means nothing
 * @param lasts for how long it can be held at most from when this was stored, by cluster time, 0 or
 *     more: so long those wait whose cluster time is another one
 */
public record LeaseRecord(String holder, long fence, Instant expires, long epoch, Duration lasts) {

  /**
   * Checks that all is there.
   *
   * @param holder not null
   * @param fence any
   * @param expires not null
   * @param epoch any
   * @param lasts 0 or more
   * @throws IllegalArgumentException if {@code lasts} is negative
   */
  public LeaseRecord {
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(expires, "expires");
    if (lasts.isNegative()) {
      throw new IllegalArgumentException("lasts: %s is negative".formatted(lasts));
    }
  }

  /** Returns the same, held so long. */
  LeaseRecord until(Instant end, Duration atMost) {
    return new LeaseRecord(holder, fence, end, epoch, atMost);
  }

  /** Returns the same, given up: free in every epoch. */
  LeaseRecord released() {
    return until(Instant.EPOCH, Duration.ZERO);
  }
}
