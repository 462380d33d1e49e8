package berkeley.recipes.lease;

import java.time.Instant;
import java.util.Objects;

/**
 * What a {@link LeaseStore} keeps of a lease.
 *
 * @param holder who acquired it last: one life of a process
 * @param fence rises by one with each acquisition, from 1
 * @param expires the cluster time from which on others may acquire it
 */
public record LeaseRecord(String holder, long fence, Instant expires) {

  /** Checks that all is there. */
  public LeaseRecord {
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(expires, "expires");
  }
}
