package berkeley.transport.call;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Says whose turn it is: how many calls of a batch may run at once.
 *
 * <p>Problem: many calls at once are what it takes to ask distant members in time. With near ones
 * more than the processors can take only wait for one another, and that waiting stands in each
 * round trip: 64 at once on two processors made one of 50 us last for milliseconds, unequally on
 * the way out and back.
 *
 * <p>Idea: few at once, and one more for each that has not ended in the time that a near member
 * takes: a call that waits for the network, or for somebody who will never answer, holds up nobody.
 * And more by and by where a batch falls behind its deadline for other reasons.
 *
 * <p>Reads no clock. Safe for use by several threads.
 *
 * @param <C> a call
 */
final class ConcurrencyLimiter<C> {

  /** After this part of the time it can be told how fast it goes. */
  private static final int FIRST_JUDGED = 8;

  private final Queue<C> waiting;
  private final int total;
  private final Crew crew;
  private final long startTicks;
  private final long timeNanos;
  private final Map<Object, Long> begun = new HashMap<>();
  private int workers;
  private int allowed;
  private int ended;
  private int hurry;

  /**
   * Turns that have not begun.
   *
   * @param calls what is to be done, in this order
   * @param crew how many at once
   * @param nowTicks when the first of them begin
   * @param deadlineTicks when all should have ended
   */
  ConcurrencyLimiter(Collection<? extends C> calls, Crew crew, long nowTicks, long deadlineTicks) {
    this.waiting = new ArrayDeque<>(calls);
    this.total = calls.size();
    this.crew = crew;
    this.startTicks = nowTicks;
    this.timeNanos = deadlineTicks - nowTicks;
    this.allowed = crew.few();
  }

  /**
   * How many at once.
   *
   * @param few if all are near, 1 or more
   * @param most in any case, not below {@code few}
   * @param nearNanos how long a call of a near member takes at most
   */
  record Crew(int few, int most, long nearNanos) {}

  /**
   * Looks who is slow.
   *
   * @return how many workers have to be started now; they are counted from here on
   */
  synchronized int workersToStart(long nowTicks) {
    long slow =
        begun.values().stream().filter(ticks -> nowTicks - ticks > crew.nearNanos()).count();
    if (isLate(nowTicks - startTicks)) {
      hurry = Math.min(crew.most(), hurry + 1);
    }
    allowed = (int) Math.min(crew.most(), crew.few() + slow + hurry);
    int more = Math.max(0, Math.min(allowed - workers, waiting.size()));
    workers += more;
    return more;
  }

  /** Whether three quarters of the time will not do if all goes on like this. */
  private boolean isLate(long elapsedNanos) {
    return elapsedNanos > timeNanos / FIRST_JUDGED
        && (double) elapsedNanos * total > 0.75 * timeNanos * ended;
  }

  /**
   * Gives a worker its next call. The one before is done.
   *
   * @param worker who asks
   * @return the call; empty if there is none or there are workers enough: then this one must end
   */
  synchronized Optional<C> next(Object worker, long nowTicks) {
    if (begun.remove(worker) != null) {
      ended++;
    }
    C call = workers > allowed ? null : waiting.poll();
    if (call == null) {
      workers--;
    } else {
      begun.put(worker, nowTicks);
    }
    return Optional.ofNullable(call);
  }

  /** Whether some have not had their turn yet. */
  synchronized boolean some() {
    return !waiting.isEmpty();
  }
}
