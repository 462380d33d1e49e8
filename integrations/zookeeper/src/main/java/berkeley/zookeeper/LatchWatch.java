package berkeley.zookeeper;

import berkeley.node.driver.MastershipListener;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a place in the latch, and begins and ends masterships by what it sees.
 *
 * <p>A mastership begins with a term from {@link TermCounter}, which nobody gets without a place.
 * It is prolonged by asking ZooKeeper for the place again and again, and ends when the place is
 * gone or not the first, or when the {@link LeaseHolder} to it is over for another reason. The next
 * mastership, of the same place too, has a term of its own. Not safe for use by several threads:
 * all of it may wait for ZooKeeper, so it has one of its own.
 */
final class LatchWatch {

  private static final Logger LOG = LoggerFactory.getLogger(LatchWatch.class);

  /** A place that is missing for longer is not only just being made. */
  private static final int PATIENT_LOOKS = 3;

  private final String name;
  private final MastershipListener office;
  private final LatchParticipant place;
  private final TermCounter terms;
  private final LeaseHolder claim;
  private final LongSupplier promiseNanos;
  private final LongSupplier ticks;
  private int missing;

  /**
   * A watch over a place that is not taken yet.
   *
   * @param name the node's
   * @param office what changes with the mastership
   * @param place what is watched
   * @param terms where new terms come from
   * @param claim what others are told
   * @param promiseNanos for how long ZooKeeper keeps a place that it has just confirmed, with a
   *     margin
   * @param ticks the host's
   */
  LatchWatch(
      String name,
      MastershipListener office,
      LatchParticipant place,
      TermCounter terms,
      LeaseHolder claim,
      LongSupplier promiseNanos,
      LongSupplier ticks) {
    this.name = name;
    this.office = office;
    this.place = place;
    this.terms = terms;
    this.claim = claim;
    this.promiseNanos = promiseNanos;
    this.ticks = ticks;
  }

  /**
   * Looks once.
   *
   * @throws Exception if ZooKeeper does not answer; what it would have said is asked next time
   */
  void look() throws Exception {
    boolean leads = claim.holds();
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
    Optional<LatchLease> held = claim.tenure();
    if (!place.isFirst()) {
      resign();
    } else if (held.isPresent()) {
      held.get().prolong(asked + promiseNanos.getAsLong(), ticks.getAsLong());
    } else {
      begin();
    }
  }

  private void takePlaceIfMissing() throws Exception {
    missing++;
    if (!place.isTaken() || missing > PATIENT_LOOKS) {
      missing = 0;
      place.take();
    }
  }

  private void begin() throws Exception {
    long heard = claim.objections();
    long asked = ticks.getAsLong();
    OptionalLong term = terms.raise(place.node().orElseThrow(), claim.spent());
    if (term.isEmpty()) {
      return;
    }
    LatchLease next = new LatchLease(term.getAsLong(), asked + promiseNanos.getAsLong());
    if (claim.begin(next, heard)) {
      LOG.info("chosen by the latch node={} term={}", name, next.term());
      office.lead(next.term());
    }
  }

  /** Ends a mastership, if there is one. */
  void resign() {
    Optional<LatchLease> held = claim.tenure();
    claim.drop();
    held.ifPresent(
        ended -> {
          LOG.info("leading no longer node={} term={}", name, ended.term());
          office.stepDown(ended.term());
        });
  }

  /**
   * Gives up the place for one at the end of the queue.
   *
   * @throws Exception if there is none to be had now
   */
  void goToTheEnd() throws Exception {
    resign();
    place.take();
  }

  /** Gives up the place. */
  void leave() {
    resign();
    place.leave();
  }
}
