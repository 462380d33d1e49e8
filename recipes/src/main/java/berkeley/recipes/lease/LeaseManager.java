package berkeley.recipes.lease;

import berkeley.api.SynchronizedClock;
import berkeley.api.TimeInterval;
import berkeley.api.TimeReading;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Acquires leases: permissions that end by themselves, at one instant for holder and observers.
 *
 * <pre>{@code
 * LeaseManager leases = new LeaseManager(node.clock(), store, "orders-1");
 * Optional<Lease> lease = leases.tryAcquire("invoices", Duration.ofSeconds(10));
 * if (lease.isPresent() && lease.get().isHeld()) {
 *   writer.write(invoice, lease.get().fence());   // which refuses a fence below the highest it has seen
 * }
 * }</pre>
 *
 * <p><b>Problem.</b> A lease without a clock that all share has to expire by each one's own: the
 * holder's may be slow, an observer's fast, and both think that they hold it.
 *
 * <p><b>Idea.</b> The expiry is an instant of cluster time. The holder holds the lease while its
 * interval lies before that instant, others may take it once theirs lies after. Both intervals
 * contain cluster time, so the two are never at once. (Gray and Cheriton, <i>Leases</i>, SOSP 1989,
 * section 5, on what wrong clocks do to leases.) An instant means something in its own epoch of
 * cluster time alone, so the record names that. Whoever is in another one goes by the lease's
 * length, and waits until its record has stayed the same for so long.
 *
 * <p><b>Contract.</b>
 *
 * <ul>
 *   <li>At no instant does {@link Lease#isHeld} return true to two lives of processes, whoever is
 *       master and in whatever epochs they are, as long as the intervals keep their promise and the
 *       store its own.
 *   <li>Fences rise with each acquisition. What is done late, by a process that paused between
 *       {@code isHeld()} and acting, is told from what is done in time by its lower fence, if the
 *       resource looks at it; see {@link FenceGate}. Without that no lease is safe.
 *   <li>A lease ends by itself: without a word from its holder others can acquire it as soon as
 *       their interval lies after its expiry; in another epoch, its length and a thirty-second of
 *       that after they saw its record first.
 * </ul>
 *
 * <p><b>Failure cases.</b> A newcomer, and a node whose bound has grown beyond what is left, holds
 * nothing. If the store fails during a renewal, the lease goes on to its old expiry. A lease that
 * was recorded in one epoch is held no longer by a node that has come into another one, as after a
 * cold start of the whole cluster; others acquire it once they have waited for its length, during
 * which they have to ask at least twice.
 *
 * <p>Safe for use by several threads.
 */
public final class LeaseManager {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final SynchronizedClock clock;
  private final LeaseStore store;
  private final String holder;
  private final ForeignRecords foreign = new ForeignRecords();

  /**
   * Creates a manager for this life of a process.
   *
   * @param clock the cluster's
   * @param store the same for all that compete
   * @param holder a name for people; a random number is added, so that a process does not take a
   *     lease of its earlier life for its own
   */
  public LeaseManager(SynchronizedClock clock, LeaseStore store, String holder) {
    this.clock = clock;
    this.store = store;
    this.holder = holder + "/" + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
  }

  /**
   * Acquires a lease that is free.
   *
   * @param name of the lease
   * @param length how long it lasts from now, 1 ms to 1 day. Too short: it ends before it is
   *     renewed, and never holds if the bound is above; too long: nobody does the work for as long
   *     after its holder has died
   * @return the lease; empty if somebody holds it or may still do so, or if this node has no
   *     interval at the moment
   * @throws IOException if the store fails: perhaps the lease is taken until its expiry, by nobody
   * @throws java.time.DateTimeException if the node is a newcomer
   * @throws IllegalArgumentException if the length is out of its range
   */
  public Optional<Lease> tryAcquire(String name, Duration length) throws IOException {
    requireLength(length);
    Optional<LeaseRecord> before = store.read(name);
    TimeReading now = clock.now();
    Optional<TimeInterval> known = now.interval();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    TimeInterval interval = known.get();
    if (before.isPresent() && !isOver(name, before.get(), now.epoch(), interval)) {
      return Optional.empty();
    }
    Instant expires = now.instant().plus(length);
    LeaseRecord next =
        new LeaseRecord(
            holder,
            Math.addExact(before.map(LeaseRecord::fence).orElse(0L), 1),
            expires,
            now.epoch(),
            Duration.between(interval.earliest(), expires));
    return store.replace(name, before, next)
        ? Optional.of(new Lease(name, clock, store, next))
        : Optional.empty();
  }

  private boolean isOver(String name, LeaseRecord record, long epoch, TimeInterval interval) {
    if (record.epoch() != epoch) {
      return foreign.isOver(name, record, epoch, interval);
    }
    foreign.forget(name);
    return interval.isPast(record.expires());
  }

  static void requireLength(Duration length) {
    if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "length: %s is not in %s..%s".formatted(length, SHORTEST, LONGEST));
    }
  }
}
