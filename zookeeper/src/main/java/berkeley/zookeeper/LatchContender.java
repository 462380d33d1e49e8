package berkeley.zookeeper;

import berkeley.api.Adjustment;
import berkeley.api.ClockRemote;
import berkeley.api.StaleTermException;
import berkeley.master.rmi.OneLine;
import berkeley.slave.rmi.CandidateServant;
import berkeley.slave.rmi.Contender;
import berkeley.slave.rmi.NodeServant;
import berkeley.slave.rmi.Office;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads for as long as its place in the latch is the first.
 *
 * <p>The recipe says who comes first; this class makes a mastership of it that cannot outlive that.
 * It begins with a term from {@link TermCounter}, which nobody gets without a place, and lasts for
 * a {@link Tenure}, prolonged by asking ZooKeeper for the place again and again. It ends at once
 * when the connection breaks, when the latch says so, when a newer term is heard of, or by itself
 * when ZooKeeper has not answered for too long. The next mastership, of the same place too, has a
 * term of its own.
 *
 * <p>Whatever may wait for ZooKeeper runs on one thread of its own. Safe for use by several
 * threads.
 */
final class LatchContender implements Contender, LeaderLatchListener {

  private static final Logger LOG = LoggerFactory.getLogger(LatchContender.class);

  /** Four questions fit into what one answer promises. */
  private static final int LOOKS_PER_PROMISE = 4;

  /** A place that is missing for longer is not only just being made. */
  private static final int PATIENT_LOOKS = 3;

  private static final long CLOSE_SECONDS = 2;

  private final String name;
  private final Office office;
  private final TermCounter terms;
  private final LongSupplier promiseNanos;
  private final LongSupplier ticks;
  private final ScheduledExecutorService thread;
  private final AtomicLong spent = new AtomicLong();
  private Place place;
  private volatile Optional<Tenure> tenure = Optional.empty();
  private final AtomicLong breaks = new AtomicLong();
  private int missing;
  private boolean complained;
  private Optional<Future<?>> next = Optional.empty();
  private volatile boolean closed;

  /**
   * A contender that has no place yet.
   *
   * @param name the node's
   * @param office what changes with the mastership; called on this contender's own thread
   * @param terms where new terms come from
   * @param promiseNanos for how long ZooKeeper keeps a place that it has just confirmed, with a
   *     margin
   * @param ticks the host's
   * @param thread a single one, ended with the contender
   */
  LatchContender(
      String name,
      Office office,
      TermCounter terms,
      LongSupplier promiseNanos,
      LongSupplier ticks,
      ScheduledExecutorService thread) {
    this.name = name;
    this.office = office;
    this.terms = terms;
    this.promiseNanos = promiseNanos;
    this.ticks = ticks;
    this.thread = thread;
  }

  /** Gives it its place; to be called once, before it is started. */
  LatchContender at(Place given) {
    place = given;
    return this;
  }

  @Override
  public void start() {
    thread.execute(this::lookAgainAndAgain);
  }

  private void lookAgainAndAgain() {
    look();
    if (!closed) {
      long pause = Math.max(1, promiseNanos.getAsLong() / LOOKS_PER_PROMISE);
      next = Optional.of(thread.schedule(this::lookAgainAndAgain, pause, TimeUnit.NANOSECONDS));
    }
  }

  private void lookSoon() {
    try {
      thread.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.trace("closed meanwhile node={}", name, e);
    }
  }

  /** What ZooKeeper does not answer now is asked again at the next look. */
  void look() {
    try {
      if (!closed) {
        lookOrFail();
        complained = false;
      }
    } catch (InterruptedException e) {
      LOG.debug("closed node={}", name, e);
    } catch (Exception e) {
      if (!complained) {
        complained = true;
        LOG.warn("no word of the latch, asking again node={} cause={}", name, OneLine.of(e));
      }
    }
  }

  private void lookOrFail() throws Exception {
    tenure.filter(held -> !held.holds(ticks.getAsLong())).ifPresent(this::resign);
    long asked = ticks.getAsLong();
    if (!place.isThere()) {
      tenure.ifPresent(this::resign);
      takePlaceIfMissing();
      return;
    }
    missing = 0;
    if (!place.isFirst()) {
      tenure.ifPresent(this::resign);
    } else if (tenure.isPresent()) {
      tenure.get().prolong(asked + promiseNanos.getAsLong(), ticks.getAsLong());
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
    long breaksBefore = breaks.get();
    long asked = ticks.getAsLong();
    OptionalLong term = terms.raise(place.node().orElseThrow(), spent.get());
    if (term.isEmpty()) {
      return;
    }
    Tenure begun = new Tenure(term.getAsLong(), asked + promiseNanos.getAsLong());
    tenure = Optional.of(begun);
    if (breaks.get() != breaksBefore || !place.isFirst()) {
      begun.end();
    }
    if (begun.holds(ticks.getAsLong())) {
      LOG.info("chosen by the latch node={} term={}", name, begun.term());
      office.lead(begun.term());
    }
  }

  private void resign(Tenure held) {
    held.end();
    tenure = Optional.empty();
    LOG.info("leading no longer node={} term={}", name, held.term());
    office.stepDown(held.term());
  }

  /** Called when the connection to ZooKeeper breaks: nobody can tell us who leads now. */
  void disconnected() {
    endTenure();
  }

  @Override
  public void isLeader() {
    lookSoon();
  }

  @Override
  public void notLeader() {
    endTenure();
  }

  private void endTenure() {
    breaks.incrementAndGet();
    tenure.ifPresent(Tenure::end);
    lookSoon();
  }

  @Override
  public boolean leads() {
    return tenure.map(held -> held.holds(ticks.getAsLong())).orElse(false);
  }

  @Override
  public long leadsUntilTicks() {
    return tenure.map(Tenure::untilTicks).orElse(Long.MIN_VALUE);
  }

  /** Terms are compared behind it; here a newer one ends a mastership of our own. */
  @Override
  public void admit(Adjustment adjustment) {
    tenure
        .filter(held -> adjustment.term() > held.term())
        .ifPresent(held -> yieldTo(adjustment.term()));
  }

  @Override
  public void refused(StaleTermException refusal) {
    yieldTo(refusal.obeyedTerm());
  }

  private void yieldTo(long term) {
    spent.accumulateAndGet(term, Math::max);
    tenure.filter(held -> held.term() <= term).ifPresent(Tenure::end);
    lookSoon();
  }

  @Override
  public boolean stepDown() {
    Optional<Tenure> held = tenure.filter(t -> t.holds(ticks.getAsLong()));
    held.ifPresent(
        t -> {
          t.end();
          thread.execute(this::goToTheEnd);
        });
    return held.isPresent();
  }

  private void goToTheEnd() {
    tenure.ifPresent(this::resign);
    try {
      place.take();
    } catch (Exception e) {
      LOG.warn("no new place in the latch, asking again node={} cause={}", name, OneLine.of(e));
    }
  }

  @Override
  public Map<String, ClockRemote> clocks() {
    return Map.of();
  }

  @Override
  public NodeServant servant(NodeServant.Local local) {
    return new CandidateServant(local, this);
  }

  @Override
  public void close() {
    tenure.ifPresent(Tenure::end);
    Future<?> leaving =
        thread.submit(
            () -> {
              closed = true;
              next.ifPresent(look -> look.cancel(false));
              tenure.ifPresent(this::resign);
              place.leave();
            });
    thread.shutdown();
    try {
      leaving.get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the place ends with the session node={}", name, e);
    } finally {
      thread.shutdownNow();
    }
  }
}
