package berkeley.slave.round;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.TimeOrder;
import berkeley.master.MasterClock;
import berkeley.master.PushAverage;
import berkeley.master.TimeOrderExecution;
import berkeley.master.TimeOrderHandler;
import berkeley.master.UpstreamChangeNotice;
import berkeley.master.UpstreamState;
import berkeley.node.NodeCore;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that a master takes beside its rounds: times that slaves send by themselves, and an
 * operator's orders to set the time.
 *
 * <p>Corrections of senders and rounds are numbered in one sequence, so that a slave that changes
 * from one to the other still applies each once. Below a parent, whose time counts alone, each is
 * told how far it is from the master and not from the average. Safe for use by several threads.
 */
final class MasterRequests implements NodeCore.Collector, TimeOrderHandler {

  private static final Logger LOG = LoggerFactory.getLogger(MasterRequests.class);

  private final String name;
  private final long term;
  private final MasterClock clock;
  private final PushAverage average;
  private final TimeOrderExecution order;
  private final UpstreamChangeNotice notice = new UpstreamChangeNotice();
  private long round;

  /**
   * Creates the requests of a mastership.
   *
   * @param keepNanos a sender that is silent for longer counts no more
   * @param order carries out the orders
   */
  MasterRequests(
      String name, long term, MasterClock clock, long keepNanos, TimeOrderExecution order) {
    this.order = order;
    this.name = name;
    this.term = term;
    this.clock = clock;
    this.average = new PushAverage(keepNanos);
  }

  /**
   * Records the time of a slave that sends it by its own timer.
   *
   * @param id the sender
   * @param readingNanos its node time
   * @param newcomer whether it has not been synchronised yet
   * @return its correction
   * @throws IllegalStateException if this master has no cluster time to give yet
   */
  @Override
  public Adjustment push(String id, long readingNanos, boolean newcomer) {
    long ticks = clock.ticks();
    long now = clock.timeAt(ticks);
    if (clock.newcomer()) {
      throw new IllegalStateException(name + " is not synchronised itself yet: send it again");
    }
    synchronized (this) {
      PushAverage.Answer answer = average.push(id, readingNanos, now, newcomer);
      UpstreamState upstream = clock.upstream(ticks);
      long target = upstream.exists() ? 0 : answer.averageNanos();
      long ownBound = upstream.exists() ? upstream.worstBoundNanos() : clock.errorBoundNanos();
      boolean told = !upstream.exists() || notice.isTold(id, upstream.epoch(), newcomer);
      notice.keepOnly(average.senders(now));
      return new Adjustment(
          answer.deltaNanos() - answer.averageNanos() + target,
          Math.abs(target) + ownBound,
          readingNanos,
          term,
          nextRound(),
          0,
          name,
          Math.max(order.underWay() ? TimeOrderExecution.RATE_PPM : 0, upstream.slewPpm(told)));
    }
  }

  /** Returns the number of the next round or correction. */
  synchronized long nextRound() {
    return ++round;
  }

  /** Returns who has sent its time lately. */
  synchronized Set<String> senders() {
    return average.senders(clock.timeAt(clock.ticks()));
  }

  @Override
  public TimeOrder setTime(long changeNanos) {
    if (clock.newcomer()) {
      throw new IllegalStateException(name + " is not synchronised itself yet: order it again");
    }
    if (!senders().isEmpty()) {
      throw new IllegalStateException(
          "slaves that push their time (%s) cannot follow an order; have them probed instead"
              .formatted(String.join(", ", senders())));
    }
    TimeOrder taken = order.accept(changeNanos);
    LOG.info(
        "ordered to set the time node={} term={} change_ns={} rate_ppm={}",
        name,
        term,
        changeNanos,
        taken.ratePpm());
    return taken;
  }

  @Override
  public TimeOrder timeOrder() {
    return order.status();
  }
}
