package berkeley.node.driver;

import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.NodeEnvironment;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Starts the calls of one batch: few at once, and more where that is slow.
 *
 * <p><b>Problem.</b> Many calls at once are what it takes to ask distant members in time. With near
 * ones more than the processors can take only wait for one another, and that waiting stands in each
 * round trip: 64 at once on two processors made one of 50 us last for milliseconds, unequally on
 * the way out and back.
 *
 * <p><b>Idea.</b> Few at once, and one more for each that has not ended in the time that a near
 * member takes: a call that waits for the network, or for somebody who will never answer, holds up
 * nobody. And more by and by where a batch falls behind its deadline for other reasons.
 *
 * <p>For the node's loop.
 */
final class CallPacer {

  /** More than this gains nothing, however far away the members are. */
  static final int MOST_AT_ONCE = 64;

  /**
   * So many near members are asked in some milliseconds even one after the other. Then none has to
   * wait for a processor that another one's call has taken: on two processors the quickest probes
   * of four slaves were wrong by half as much as with all four at once, under TLS by a quarter.
   */
  static final int ONE_BY_ONE = 32;

  /** How long an exchange with a near member takes at most, with so many at once. */
  private static final long NEAR_EXCHANGE_NANOS = 500_000L;

  /** How often to look who is slow. */
  private static final long LOOK_NANOS = 2_000_000L;

  /** After this part of the time it can be told how fast it goes. */
  private static final int FIRST_JUDGED = 8;

  private final NodeEnvironment environment;
  private final Queue<Call> waiting;
  private final int total;
  private final int few;
  private final long nearNanos;
  private final long startTicks;
  private final long timeNanos;
  private final Runnable allDone;
  private final Map<Call, Long> begunTicks = new HashMap<>();
  private int ended;
  private int hurry;
  private boolean abandoned;
  private Timer look = () -> {};

  /** One call of a batch. */
  @FunctionalInterface
  interface Call {

    /** Begins the call; {@code done} runs once when it has ended, as an event of its own. */
    void begin(Runnable done);
  }

  /**
   * Creates a batch that has not begun.
   *
   * @param calls what is to be done, in this order
   * @param exchanges how many messages are answered in each, one after the other, 1 or more
   * @param deadlineTicks when all should have ended
   * @param allDone runs once all have ended; never if the batch is abandoned before
   */
  CallPacer(
      NodeEnvironment environment,
      Collection<? extends Call> calls,
      int exchanges,
      long deadlineTicks,
      Runnable allDone) {
    this.environment = environment;
    this.waiting = new ArrayDeque<>(calls);
    this.total = calls.size();
    this.few =
        total <= ONE_BY_ONE ? 1 : Math.min(MOST_AT_ONCE, environment.network().nearCallsAtOnce());
    this.nearNanos = exchanges * NEAR_EXCHANGE_NANOS;
    this.startTicks = environment.ticks();
    this.timeNanos = deadlineTicks - startTicks;
    this.allDone = allDone;
  }

  /** Begins the first calls; an empty batch is done at once. */
  void begin() {
    if (total == 0) {
      allDone.run();
    } else {
      beginMore();
      watch();
    }
  }

  /** Begins no more calls and tells of no end. */
  void abandon() {
    abandoned = true;
    waiting.clear();
    look.cancel();
  }

  private void beginMore() {
    long now = environment.ticks();
    long slow = begunTicks.values().stream().filter(ticks -> now - ticks > nearNanos).count();
    long allowed = Math.min(MOST_AT_ONCE, few + slow + hurry);
    while (begunTicks.size() < allowed && !waiting.isEmpty()) {
      Call call = waiting.remove();
      begunTicks.put(call, now);
      call.begin(() -> ended(call));
    }
  }

  private void ended(Call call) {
    begunTicks.remove(call);
    ended++;
    if (abandoned) {
      return;
    }
    if (ended == total) {
      look.cancel();
      allDone.run();
    } else {
      beginMore();
    }
  }

  /** Looks who is slow, again and again while some have not begun. */
  private void watch() {
    if (!waiting.isEmpty()) {
      look = environment.loop().at(environment.ticks() + LOOK_NANOS, this::lookWhoIsSlow);
    }
  }

  private void lookWhoIsSlow() {
    if (isLate(environment.ticks() - startTicks)) {
      hurry = Math.min(MOST_AT_ONCE, hurry + 1);
    }
    beginMore();
    watch();
  }

  /** Returns whether three quarters of the time will not do if all goes on like this. */
  private boolean isLate(long elapsedNanos) {
    return elapsedNanos > timeNanos / FIRST_JUDGED
        && (double) elapsedNanos * total > 0.75 * timeNanos * ended;
  }
}
