package berkeley.node.driver;

import berkeley.api.wire.Adjustment;
import berkeley.master.MasterClock;
import berkeley.master.PushAverage;
import berkeley.master.TimeOrderExecution;
import berkeley.master.UpstreamChangeNotice;
import berkeley.master.UpstreamState;
import java.util.Set;

/**
 * What a master hears from slaves that send their time by themselves. Numbers their corrections and
 * the rounds in one sequence, so that a slave that changes from one manner to the other still
 * applies each once. Below a parent, whose time counts alone, each is told how far it is from the
 * master and not from the average. For the node's loop.
 */
final class PushCollector {

  private final String name;
  private final long term;
  private final MasterClock clock;
  private final PushAverage average;
  private final TimeOrderExecution order;
  private final UpstreamChangeNotice notice = new UpstreamChangeNotice();
  private long round;

  PushCollector(
      String name, long term, MasterClock clock, long keepNanos, TimeOrderExecution order) {
    this.order = order;
    this.name = name;
    this.term = term;
    this.clock = clock;
    this.average = new PushAverage(keepNanos);
  }

  Adjustment push(String id, long readingNanos, boolean newcomer) {
    long ticks = clock.ticks();
    long now = clock.timeAt(ticks);
    if (clock.newcomer()) {
      throw new IllegalStateException(name + " is not synchronised itself yet: send it again");
    }
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

  /** Returns the number of the next round or correction. */
  long nextRound() {
    return ++round;
  }

  /** Returns who has sent its time lately. */
  Set<String> senders() {
    return average.senders(clock.timeAt(clock.ticks()));
  }
}
