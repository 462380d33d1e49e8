package berkeley.zookeeper;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.StaleTermException;
import berkeley.api.environment.EventLoop;
import berkeley.api.environment.PeerAddress;
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
 * Leads for as long as its place in the latch is the first.
 *
 * <p>The recipe says who comes first; {@link LatchWatch}, on a thread of its own, makes a
 * mastership of it that cannot outlive that. What ends one at once is taken note of on whatever
 * thread hears of it: the connection breaks, the latch says so, a newer term is about. Safe for use
 * by several threads.
 */
final class LatchElection implements ElectionParticipant, LeaderLatchListener {

  private static final Logger LOG = LoggerFactory.getLogger(LatchElection.class);
  private static final long CLOSE_SECONDS = 2;

  private final String name;
  private final LeaseHolder claim;
  private final LongSupplier pauseNanos;
  private final ScheduledExecutorService thread;
  private final EventLoop loop;
  private Optional<LatchWatch> watch = Optional.empty();
  private Optional<Future<?>> next = Optional.empty();
  private boolean complained;
  private volatile boolean closed;

  /**
   * A contender without a place.
   *
   * @param name the node's
   * @param claim whether it leads
   * @param pauseNanos from one look at the place to the next
   * @param thread a single one, ended with the contender
   * @param loop the node's loop
   */
  LatchElection(
      String name,
      LeaseHolder claim,
      LongSupplier pauseNanos,
      ScheduledExecutorService thread,
      EventLoop loop) {
    this.loop = loop;
    this.name = name;
    this.claim = claim;
    this.pauseNanos = pauseNanos;
    this.thread = thread;
  }

  /** Gives it what looks after its place; to be called once, before it is started. */
  LatchElection with(LatchWatch given) {
    watch = Optional.of(given);
    return this;
  }

  @Override
  public void start() {
    thread.execute(this::lookAgainAndAgain);
  }

  private void lookAgainAndAgain() {
    look();
    if (!closed) {
      long pause = Math.max(1, pauseNanos.getAsLong());
      next = Optional.of(thread.schedule(this::lookAgainAndAgain, pause, TimeUnit.NANOSECONDS));
    }
  }

  /** What ZooKeeper does not answer now is asked again at the next look. */
  void look() {
    ask(LatchWatch::look);
  }

  private void goToTheEnd() {
    ask(LatchWatch::goToTheEnd);
  }

  private interface Question {
    void put(LatchWatch to) throws Exception;
  }

  private void ask(Question question) {
    try {
      if (!closed) {
        question.put(watch.orElseThrow());
        complained = false;
      }
    } catch (InterruptedException e) {
      LOG.debug("closed node={}", name, e);
    } catch (Exception e) {
      if (!complained) {
        complained = true;
        LOG.warn("no word of the latch, asking again node={} cause={}", name, LogText.of(e));
      }
    }
  }

  private void soon(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException e) {
      LOG.trace("closed meanwhile node={}", name, e);
    }
  }

  /** Called when the connection to ZooKeeper breaks: nobody can tell us who leads now. */
  void disconnected() {
    claim.object();
    soon(this::look);
  }

  @Override
  public void isLeader() {
    soon(this::look);
  }

  @Override
  public void notLeader() {
    claim.object();
    soon(this::look);
  }

  @Override
  public boolean leads() {
    return claim.holds();
  }

  @Override
  public long leadsUntilTicks() {
    return claim.untilTicks();
  }

  /** Terms are compared behind it; here a newer one ends a mastership of our own. */
  @Override
  public void admit(Adjustment adjustment) {
    if (claim.tenure().map(held -> adjustment.term() > held.term()).orElse(false)) {
      claim.yieldTo(adjustment.term());
      soon(this::look);
    }
  }

  @Override
  public void refused(StaleTermException refusal) {
    claim.yieldTo(refusal.obeyedTerm());
    soon(this::look);
  }

  @Override
  public boolean stepDown() {
    boolean led = claim.holds();
    if (led) {
      claim.object();
      soon(this::goToTheEnd);
    }
    return led;
  }

  @Override
  public Map<String, PeerAddress> addresses() {
    return Map.of();
  }

  @Override
  public void close(Runnable then) {
    claim.object();
    CompletableFuture<Boolean> left = new CompletableFuture<>();
    thread.execute(
        () -> {
          closed = true;
          next.ifPresent(look -> look.cancel(false));
          watch.ifPresent(LatchWatch::leave);
          left.complete(true);
        });
    // Where ZooKeeper does not answer, the place ends with the session.
    left.completeOnTimeout(false, CLOSE_SECONDS, TimeUnit.SECONDS)
        .thenRun(
            () -> {
              thread.shutdownNow();
              loop.execute(then);
            });
  }
}
