package berkeley.recipes.lease;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A lease that this process acquired; see {@link LeaseManager}. Once it has ended it stays so:
 * acquire it again, under a higher fence. Safe for use by several threads.
 */
public final class Lease implements AutoCloseable {

  private final String name;
  private final SynchronizedClock clock;
  private final LeaseStore store;
  private volatile LeaseRecord record;
  private volatile boolean over;

  Lease(String name, SynchronizedClock clock, LeaseStore store, LeaseRecord record) {
    this.name = name;
    this.clock = clock;
    this.store = store;
    this.record = record;
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Returns the number to pass along with everything that is done under this lease. */
  public long fence() {
    return record.fence();
  }

  /** Returns the cluster time at which it ends, unless it is renewed. */
  public Instant expires() {
    return record.expires();
  }

  /**
   * Returns whether this process certainly held the lease at an instant between call and return. It
   * may have ended when the caller acts: that is what {@link #fence} is for.
   */
  public boolean isHeld() {
    return !over && !remaining().isZero();
  }

  /**
   * Returns for how long it is certainly held from now on, by cluster time; zero if it may have
   * ended.
   */
  public Duration remaining() {
    if (over || clock.state() == NodeState.NEWCOMER) {
      return Duration.ZERO;
    }
    try {
      Duration left = Duration.between(clock.interval().latest(), record.expires());
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException e) {
      return Duration.ZERO; // no interval at the moment
    }
  }

  /**
   * Lets it last so long from now, if that is longer than it lasts already. To be called well
   * before its end: what has ended, or may have, is not renewed.
   *
   * @param length 1 ms to 1 day, as for {@link LeaseManager#tryAcquire}
   * @return whether it is held
   * @throws IOException if the store fails; the lease ends when it would have, unless a later call
   *     renews it
   * @throws IllegalArgumentException if the length is out of its range
   */
  public synchronized boolean renew(Duration length) throws IOException {
    LeaseManager.requireLength(length);
    if (!isHeld()) {
      over = true;
      return false;
    }
    Instant until = clock.instant().plus(length);
    return until.isAfter(record.expires()) ? replace(until) : isHeld();
  }

  private boolean replace(Instant until) throws IOException {
    LeaseRecord next = new LeaseRecord(record.holder(), record.fence(), until);
    if (store.replace(name, Optional.of(record), next)) {
      record = next;
    } else {
      // Perhaps an earlier call that threw has stored its record all the same.
      Optional<LeaseRecord> found = store.read(name).filter(this::isOwn);
      if (found.isEmpty()) {
        over = true;
        return false;
      }
      record = found.get();
    }
    return isHeld();
  }

  private boolean isOwn(LeaseRecord found) {
    return found.holder().equals(record.holder()) && found.fence() == record.fence();
  }

  /**
   * Gives the lease up, so that others can acquire it at once.
   *
   * @throws IOException if the store fails; others wait for its expiry then
   */
  @Override
  public synchronized void close() throws IOException {
    if (!over) {
      over = true;
      store.replace(
          name,
          Optional.of(record),
          new LeaseRecord(record.holder(), record.fence(), Instant.EPOCH));
    }
  }

  @Override
  public String toString() {
    return "Lease[%s, fence=%d, expires=%s]".formatted(name, fence(), expires());
  }
}
