package berkeley.transport.call;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Decides how many calls of a batch may run at once.
 *
 * <p>Problem: many calls at once are what it takes to ask distant members in time. With near ones
 * more than the processors can take only wait for one another, and that waiting is part of each
 * round trip: 64 at once on two processors made one of 50 us last for milliseconds, unequally on
 * the way out and back.
 *
 * <p>Idea: few at once, and one more for each that has not ended in the time that a near member
 * takes: a call that waits for the network, or for a member that will never answer, delays nobody.
 * And gradually more where a batch falls behind its deadline for other reasons.
 *
 * <p>Reads no clock. Safe for use by several threads.
 *
 * @param <C> a call
 */
final class ConcurrencyLimiter<C> {

  /** After this part of the time the progress can be judged. */
  private static final int FIRST_JUDGED = 8;

  private final Queue<C> waiting;
  private final int total;
  private final Bounds bounds;
  private final long startTicks;
  private final long timeNanos;
  private final Map<Object, Long> begun = new HashMap<>();
  private int workers;
  private int allowed;
  private int ended;
  private int extra;

  /**
   * Creates the limiter of a batch that has not begun.
   *
   * @param calls what is to be done, in this order
   * @param bounds how many at once
   * @param nowTicks when the first of them begin
   * @param deadlineTicks when all should have ended
   */
  ConcurrencyLimiter(
      Collection<? extends C> calls, Bounds bounds, long nowTicks, long deadlineTicks) {
    this.waiting = new ArrayDeque<>(calls);
    this.total = calls.size();
    this.bounds = bounds;
    this.startTicks = nowTicks;
    this.timeNanos = deadlineTicks - nowTicks;
    this.allowed = bounds.few();
  }

  /**
   * The bounds of the number of calls at once.
   *
   * @param few if all members are near, 1 or more
   * @param most in any case, not below {@code few}
   * @param nearNanos how long a call of a near member takes at most
   */
  record Bounds(int few, int most, long nearNanos) {

    /** More than this gains nothing, however far away the members are. */
    static final int MOST = 64;

    /**
     * Enough that no processor waits while both ends are near: calls to a thousand members are made
     * as fast as by 64, with round trips a tenth as long. With two per processor they take a tenth
     * more time.
     */
    private static final int FEW_OF_MANY =
        Math.min(MOST, 3 * Runtime.getRuntime().availableProcessors());

    /**
     * This many near members are asked in some milliseconds even one after the other. Then none has
     * to wait for a processor that another one's call has taken: on two processors the quickest
     * probes of four slaves were wrong by half as much as with all four at once, under TLS by a
     * quarter.
     */
    private static final int ONE_BY_ONE = 32;

    /** How long an exchange with a near member takes at most, with so many at once. */
    private static final long NEAR_EXCHANGE_NANOS = 500_000L;

    /** Returns the bounds for a number of calls of so many exchanges each. */
    static Bounds of(int calls, int exchanges) {
      int few = calls <= ONE_BY_ONE ? 1 : FEW_OF_MANY;
      return new Bounds(few, MOST, exchanges * NEAR_EXCHANGE_NANOS);
    }
  }

  /**
   * Counts the calls that are slow.
   *
   * @return how many workers have to be started now; they are counted from here on
   */
  synchronized int workersToStart(long nowTicks) {
    long slow =
        begun.values().stream().filter(ticks -> nowTicks - ticks > bounds.nearNanos()).count();
    if (isLate(nowTicks - startTicks)) {
      extra = Math.min(bounds.most(), extra + 1);
    }
    allowed = (int) Math.min(bounds.most(), bounds.few() + slow + extra);
    int more = Math.max(0, Math.min(allowed - workers, waiting.size()));
    workers += more;
    return more;
  }

  /** Returns whether three quarters of the time will not be enough at the present rate. */
  private boolean isLate(long elapsedNanos) {
    return elapsedNanos > timeNanos / FIRST_JUDGED
        && (double) elapsedNanos * total > 0.75 * timeNanos * ended;
  }

  /**
   * Returns a worker's next call; the one before has ended.
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

  /** Returns whether some calls have not begun yet. */
  synchronized boolean hasWaiting() {
    return !waiting.isEmpty();
  }
}
