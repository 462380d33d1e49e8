package berkeley.recipes.lease;

import berkeley.api.SynchronizedClock;
import berkeley.api.TimeInterval;
import berkeley.api.TimeReading;
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

  /** {@return its name} */
  public String name() {
    return name;
  }

  /** {@return the number to pass along with everything that is done under this lease, from 1} */
  public long fence() {
    return record.fence();
  }

  /** {@return the cluster time at which it ends, unless it is renewed} */
  public Instant expires() {
    return record.expires();
  }

  /**
   * Tells whether this process certainly held the lease at an instant between call and return. It
   * may have ended when the caller acts: that is what {@link #fence} is for.
   *
   * @return false also where that is not certain: see {@link #remaining}
   */
  public boolean isHeld() {
    return !remaining().isZero();
  }

  /**
   * Tells for how long the lease is certainly held from now on.
   *
   * @return a duration of cluster time, at least; zero if it may have ended, if this node has no
   *     interval at the moment, or if it has come into another epoch of cluster time
   */
  public Duration remaining() {
    return reading().map(this::remaining).orElse(Duration.ZERO);
  }

  /** Returns what the clock says now; empty if it is a newcomer's. */
  private Optional<TimeReading> reading() {
    try {
      return Optional.of(clock.now());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Duration remaining(TimeReading now) {
    LeaseRecord held = record;
    Optional<TimeInterval> interval = now.interval();
    if (over || now.epoch() != held.epoch() || interval.isEmpty()) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(interval.get().latest(), held.expires());
    return left.isNegative() ? Duration.ZERO : left;
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
    Optional<TimeReading> reading = reading();
    if (reading.map(this::remaining).orElse(Duration.ZERO).isZero()) {
      over = true;
      return false;
    }
    TimeReading now = reading.orElseThrow();
    Instant until = now.instant().plus(length);
    if (!until.isAfter(record.expires())) {
      return isHeld();
    }
    Instant earliest = SynchronizedClock.toInstant(now.earliestNanos());
    return replace(record.until(until, Duration.between(earliest, until)));
  }

  private boolean replace(LeaseRecord next) throws IOException {
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
      store.replace(name, Optional.of(record), record.released());
    }
  }

  @Override
  public String toString() {
    return "Lease[%s, fence=%d, expires=%s]".formatted(name, fence(), expires());
  }
}
