package berkeley.zookeeper;

import berkeley.node.driver.MastershipListener;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a place in the latch, and begins and ends masterships accordingly.
 *
 * <p>A mastership begins with a term from {@link TermCounter}, which gives none without a place.
 * Its lease is extended by confirming the place with ZooKeeper repeatedly. It ends when the place
 * is gone or not the first, or when its lease was ended for another reason. The next mastership,
 * even of the same place, has a term of its own. Not safe for use by several threads; all methods
 * may wait for ZooKeeper, so it has a thread of its own.
 */
final class LatchWatch {

  private static final Logger LOG = LoggerFactory.getLogger(LatchWatch.class);

  /** After this many checks without a place, it is not being created any more, but lost. */
  private static final int MISSING_CHECKS = 3;

  private final String name;
  private final MastershipListener listener;
  private final LatchParticipant place;
  private final TermCounter terms;
  private final LeaseHolder leaseHolder;
  private final LongSupplier leaseNanos;
  private final LongSupplier ticks;
  private int missing;

  /**
   * Creates a watch over a place that is not taken yet.
   *
   * @param name the node's name
   * @param listener begins and ends the node's masterships
   * @param place the place to be checked
   * @param terms the source of new terms
   * @param leaseHolder the node's lease
   * @param leaseNanos how long ZooKeeper keeps a place that it has just confirmed, less a margin,
   *     in nanoseconds
   * @param ticks the host's ticks, in nanoseconds
   */
  LatchWatch(
      String name,
      MastershipListener listener,
      LatchParticipant place,
      TermCounter terms,
      LeaseHolder leaseHolder,
      LongSupplier leaseNanos,
      LongSupplier ticks) {
    this.name = name;
    this.listener = listener;
    this.place = place;
    this.terms = terms;
    this.leaseHolder = leaseHolder;
    this.leaseNanos = leaseNanos;
    this.ticks = ticks;
  }

  /**
   * Checks the place once, and begins, extends or ends the lease.
   *
   * @throws Exception if ZooKeeper does not answer; the next check asks again
   */
  void check() throws Exception {
    boolean leads = leaseHolder.holds();
    if (!leads) {
      resign();
    }
    long asked = ticks.getAsLong();
    if (!(leads ? place.isConfirmed() : place.isThere())) {
      resign();
      takePlaceIfMissing();
      return;
    }
    missing = 0;
    Optional<LatchLease> held = leaseHolder.lease();
    if (!place.isFirst()) {
      resign();
    } else if (held.isPresent()) {
      held.get().extend(asked + leaseNanos.getAsLong(), ticks.getAsLong());
    } else {
      begin();
    }
  }

  private void takePlaceIfMissing() throws Exception {
    missing++;
    if (!place.isTaken() || missing > MISSING_CHECKS) {
      missing = 0;
      place.take();
    }
  }

  private void begin() throws Exception {
    long before = leaseHolder.revocations();
    long asked = ticks.getAsLong();
    OptionalLong term = terms.raise(place.node().orElseThrow(), leaseHolder.usedTerm());
    if (term.isEmpty()) {
      return;
    }
    LatchLease next = new LatchLease(term.getAsLong(), asked + leaseNanos.getAsLong());
    if (leaseHolder.begin(next, before)) {
      LOG.info("chosen by the latch node={} term={}", name, next.term());
      listener.lead(next.term(), false);
    }
  }

  /** Ends a mastership, if there is one. */
  void resign() {
    Optional<LatchLease> held = leaseHolder.lease();
    leaseHolder.drop();
    held.ifPresent(
        ended -> {
          LOG.info("leading no longer node={} term={}", name, ended.term());
          listener.stepDown(ended.term());
        });
  }

  /**
   * Exchanges the place for one at the end of the queue.
   *
   * @throws Exception if the latch cannot be started
   */
  void requeue() throws Exception {
    resign();
    place.take();
  }

  /** Gives up the place. */
  void leave() {
    resign();
    place.leave();
  }
}
