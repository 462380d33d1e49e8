package berkeley.node.driver;

import berkeley.api.wire.Adjustment;
import berkeley.master.ClusterTime;
import berkeley.master.MasterClock;
import berkeley.master.PushAverage;
import java.util.Set;

/**
 * What a master hears from slaves that send their time by themselves. Numbers their corrections and
 * the rounds in one sequence, so that a slave that changes from one manner to the other still
 * applies each once. Below a parent, whose time counts alone, each is told how far it is from the
 * master and not from the average. For the node's loop.
 */
final class PushCollector {

  private final String name;
  private final long incarnation;
  private final long term;
  private final MasterClock clock;
  private final PushAverage average;
  private long round;

  PushCollector(String name, long incarnation, long term, MasterClock clock, long keepNanos) {
    this.name = name;
    this.incarnation = incarnation;
    this.term = term;
    this.clock = clock;
    this.average = new PushAverage(keepNanos);
  }

  Adjustment push(String id, long readingNanos, boolean newcomer) {
    ClusterTime now = clock.clusterAt(clock.ticks());
    if (clock.newcomer()) {
      throw new IllegalStateException(name + " is not synchronised itself yet: send it again");
    }
    PushAverage.Answer answer = average.push(id, readingNanos, now.nanos(), newcomer);
    long target = clock.upstream().exists() ? 0 : answer.averageNanos();
    return new Adjustment(
        answer.deltaNanos() - answer.averageNanos() + target,
        Math.abs(target) + now.doubtNanos(),
        readingNanos,
        term,
        nextRound(),
        0,
        name,
        0,
        incarnation,
        now.statement());
  }

  /** Returns the number of the next round or correction. */
  long nextRound() {
    return ++round;
  }

  /** Returns who has sent its time lately. */
  Set<String> senders() {
    return average.senders(clock.clusterAt(clock.ticks()).nanos());
  }
}
