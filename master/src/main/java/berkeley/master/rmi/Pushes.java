package berkeley.master.rmi;

import berkeley.api.Adjustment;
import berkeley.master.MasterClock;
import berkeley.master.PushAverage;
import berkeley.master.TimeChange;
import java.util.Set;

/**
 * What a master hears from slaves that send their time by themselves. Numbers their corrections and
 * the rounds in one sequence, so that a slave that changes from one manner to the other still
 * applies each once. Safe for use by several threads.
 */
final class Pushes {

  private final String name;
  private final long term;
  private final MasterClock clock;
  private final PushAverage average;
  private final TimeChange change;
  private long round;

  Pushes(String name, long term, MasterClock clock, long keepNanos, TimeChange change) {
    this.change = change;
    this.name = name;
    this.term = term;
    this.clock = clock;
    this.average = new PushAverage(keepNanos);
  }

  Adjustment push(String id, long readingNanos, boolean newcomer) {
    long now = clock.timeAt(clock.ticks());
    if (clock.newcomer()) {
      throw new IllegalStateException(name + " is not synchronised itself yet: send it again");
    }
    synchronized (this) {
      PushAverage.Answer answer = average.push(id, readingNanos, now, newcomer);
      long fromClusterTime = Math.abs(answer.averageNanos()) + clock.errorBoundNanos();
      return new Adjustment(
          answer.deltaNanos(),
          fromClusterTime,
          readingNanos,
          term,
          nextRound(),
          0,
          name,
          Math.max(
              change.underWay() ? TimeChange.RATE_PPM : 0,
              clock.parentage(clock.ticks()).slewPpm()));
    }
  }

  /** The number of the next round or correction. */
  synchronized long nextRound() {
    return ++round;
  }

  /** Who has sent its time lately. */
  synchronized Set<String> senders() {
    return average.senders(clock.timeAt(clock.ticks()));
  }
}
