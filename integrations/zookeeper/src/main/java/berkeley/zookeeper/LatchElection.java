package berkeley.zookeeper;

import berkeley.api.environment.EventLoop;
import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.StaleTermException;
import berkeley.node.driver.ElectionParticipant;
import berkeley.transport.log.LogText;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node lead for as long as its place in the latch is the first.
 *
 * <p>Curator's recipe says which place is the first; {@link LatchWatch}, on a thread of its own,
 * turns that into a mastership with a lease. Events that end a mastership at once (a broken
 * connection, a notice of the latch, a newer term) are recorded on the thread on which they arrive.
 * Safe for use by several threads.
 */
final class LatchElection implements ElectionParticipant, LeaderLatchListener {

  private static final Logger LOG = LoggerFactory.getLogger(LatchElection.class);
  private static final long CLOSE_SECONDS = 2;

  private final String name;
  private final LeaseHolder leaseHolder;
  private final LongSupplier pauseNanos;
  private final LongSupplier leaseNanos;
  private final ScheduledExecutorService thread;
  private final EventLoop loop;
  private Optional<LatchWatch> watch = Optional.empty();
  private Optional<Future<?>> next = Optional.empty();
  private boolean failureLogged;
  private volatile boolean closed;

  /**
   * Creates a participant without a place.
   *
   * @param name the node's name
   * @param leaseHolder the node's lease
   * @param pauseNanos the time from one check of the place to the next
   * @param leaseNanos how long a lease lasts that has just been confirmed
   * @param thread a single one, which ends with the participant
   * @param loop the node's loop
   */
  LatchElection(
      String name,
      LeaseHolder leaseHolder,
      LongSupplier pauseNanos,
      LongSupplier leaseNanos,
      ScheduledExecutorService thread,
      EventLoop loop) {
    this.loop = loop;
    this.name = name;
    this.leaseHolder = leaseHolder;
    this.pauseNanos = pauseNanos;
    this.leaseNanos = leaseNanos;
    this.thread = thread;
  }

  /** Sets what checks its place; to be called once, before the start. */
  LatchElection with(LatchWatch given) {
    watch = Optional.of(given);
    return this;
  }

  @Override
  public void start() {
    thread.execute(this::checkRepeatedly);
  }

  private void checkRepeatedly() {
    check();
    if (!closed) {
      long pause = Math.max(1, pauseNanos.getAsLong());
      next = Optional.of(thread.schedule(this::checkRepeatedly, pause, TimeUnit.NANOSECONDS));
    }
  }

  /** Checks the place; if ZooKeeper does not answer, the next check asks again. */
  void check() {
    request(LatchWatch::check);
  }

  private void requeue() {
    request(LatchWatch::requeue);
  }

  private interface Request {
    void send(LatchWatch to) throws Exception;
  }

  private void request(Request request) {
    try {
      if (!closed) {
        request.send(watch.orElseThrow());
        failureLogged = false;
      }
    } catch (InterruptedException e) {
      LOG.debug("closed node={}", name, e);
    } catch (Exception e) {
      if (!failureLogged) {
        failureLogged = true;
        LOG.warn("no word of the latch, asking again node={} cause={}", name, LogText.of(e));
      }
    }
  }

  private void submit(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException e) {
      LOG.trace("closed meanwhile node={}", name, e);
    }
  }

  /** Ends the lease, because the connection to ZooKeeper has broken. */
  void disconnected() {
    leaseHolder.revoke();
    submit(this::check);
  }

  @Override
  public void isLeader() {
    submit(this::check);
  }

  @Override
  public void notLeader() {
    leaseHolder.revoke();
    submit(this::check);
  }

  @Override
  public boolean leads() {
    return leaseHolder.holds();
  }

  @Override
  public long leadsUntilTicks() {
    return leaseHolder.untilTicks();
  }

  /** Ends this node's own lease if the correction is of a newer term; the node compares terms. */
  @Override
  public void admit(Adjustment adjustment) {
    if (leaseHolder.lease().map(held -> adjustment.term() > held.term()).orElse(false)) {
      leaseHolder.yieldTo(adjustment.term());
      submit(this::check);
    }
  }

  @Override
  public void refused(StaleTermException refusal) {
    leaseHolder.yieldTo(refusal.obeyedTerm());
    submit(this::check);
  }

  @Override
  public boolean stepDown() {
    boolean led = leaseHolder.holds();
    if (led) {
      leaseHolder.revoke();
      submit(this::requeue);
    }
    return led;
  }

  @Override
  public long longestLeaseNanos() {
    return leaseNanos.getAsLong();
  }

  @Override
  public Map<String, PeerAddress> addresses() {
    return Map.of();
  }

  @Override
  public void close(Runnable then) {
    leaseHolder.revoke();
    Runnable leaving =
        () -> {
          closed = true;
          next.ifPresent(check -> check.cancel(false));
          watch.ifPresent(LatchWatch::leave);
        };
    // Where ZooKeeper does not answer, the place ends with the session.
    CompletableFuture.runAsync(leaving, thread)
        .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.debug("the place ends with the session node={}", name, failure);
              }
              thread.shutdownNow();
              loop.execute(then);
            })
        .exceptionally(failure -> null);
  }
}
