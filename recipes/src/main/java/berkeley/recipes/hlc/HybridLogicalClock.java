package berkeley.recipes.hlc;

import berkeley.api.SynchronizedClock;
import berkeley.recipes.counter.RisingCounter;
import java.time.Duration;
import java.time.Instant;

/**
 * A hybrid logical clock: 64-bit timestamps that order events by cause, and are close to time.
 *
 * <pre>{@code
 * HybridLogicalClock hlc = new HybridLogicalClock(node.clock());
 * long sent = hlc.stamp();                 // goes with the message
 * long received = hlc.receive(sent);       // at the receiver: above sent, and above all that it stamped
 * }</pre>
 *
 * <p><b>Problem.</b> Timestamps of synchronised clocks order events that lie further apart than the
 * clocks. Two events that are closer, a message and its answer for example, may be stamped the
 * wrong way round. Lamport's clocks order them rightly, but say nothing about when they happened.
 *
 * <p><b>Idea</b> (Kulkarni, Demirbas, Madappa, Avva and Leone, <i>Logical Physical Clocks</i>,
 * OPODIS 2014, figure 5 and section 6.2). A timestamp is the largest physical time known, and a
 * counter of the events since that became known. The upper 48 bits are time in units of 65,536 ns
 * since the Unix epoch, rounded up; the lower 16 bits count.
 *
 * <p><b>Contract.</b>
 *
 * <ul>
 *   <li>If event e may have influenced event f (it was earlier in the same process, or a message
 *       sent after e was received before f), e's timestamp is smaller. This holds whatever the
 *       clocks' errors are, across changes of master, in HOLDOVER, and while a clock is wrong.
 *   <li>A timestamp's {@link #timeOf time} is not before this node's time, and not after the latest
 *       node time among the events that may have influenced it by more than 65.6 us, as long as no
 *       process makes more than a thousand million timestamps a second.
 *   <li>Timestamps of one clock are never equal; those of two processes may be. Compare with {@link
 *       Long#compare}, and then by the name of the process if you need a total order.
 * </ul>
 *
 * <p><b>Failure cases.</b> A newcomer's clock has no time: all methods that need one throw {@link
 * java.time.DateTimeException}. A process that restarts forgets: give the newest timestamp that it
 * had stored to {@link #receive} first, or its new events may be stamped before its old ones. A
 * message from a process whose clock is far ahead would drag all receivers along; {@link #receive}
 * refuses it. Time ends in the year 2262.
 *
 * <p>Lock-free, allocates nothing; safe for use by several threads.
 */
public final class HybridLogicalClock {

  /** How far ahead of node time a received timestamp may be, unless said otherwise: 1 s. */
  public static final Duration DEFAULT_MAX_AHEAD = Duration.ofSeconds(1);

  private static final long COUNTER = 0xFFFF;

  private final SynchronizedClock clock;
  private final long maxAheadNanos;
  private final RisingCounter counter = new RisingCounter(Long.MIN_VALUE);

  /**
   * Creates a clock that refuses timestamps more than {@link #DEFAULT_MAX_AHEAD} ahead.
   *
   * @param clock where physical time is taken from
   */
  public HybridLogicalClock(SynchronizedClock clock) {
    this(clock, DEFAULT_MAX_AHEAD);
  }

  /**
   * Creates a clock.
   *
   * @param clock where physical time is taken from
   * @param maxAhead how far ahead of node time a received timestamp may be, 1 ms to 365 days. Too
   *     little: messages of nodes that are honestly apart are refused; too much: one wrong clock
   *     moves everybody's timestamps into the future, where they stay until time has caught up
   * @throws IllegalArgumentException if it is out of its range
   */
  public HybridLogicalClock(SynchronizedClock clock, Duration maxAhead) {
    if (maxAhead.compareTo(Duration.ofMillis(1)) < 0
        || maxAhead.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException("maxAhead: %s is not in 1ms..365d".formatted(maxAhead));
    }
    this.clock = clock;
    this.maxAheadNanos = maxAhead.toNanos();
  }

  /**
   * Stamps an event in this process: a change, or a message to be sent.
   *
   * @return a timestamp above all that this clock has given
   * @throws java.time.DateTimeException if the node is a newcomer
   */
  public long stamp() {
    return counter.next(roundedUp(clock.nanos()));
  }

  /**
   * Stamps the receipt of a message.
   *
   * @param remote the timestamp that came with the message, or one from this process's own store
   * @return a timestamp above {@code remote}, and above all that this clock has given
   * @throws StampAheadException if {@code remote} is too far ahead; nothing has changed then
   * @throws java.time.DateTimeException if the node is a newcomer
   */
  public long receive(long remote) {
    long now = clock.nanos();
    long ahead = (remote & ~COUNTER) - now;
    if (ahead > maxAheadNanos && remote > now) {
      throw new StampAheadException(
          "timestamp: %s is %s ahead of this node's time, wanted at most %s; look at the sender's clock"
              .formatted(timeOf(remote), Duration.ofNanos(ahead), Duration.ofNanos(maxAheadNanos)));
    }
    return counter.next(Math.max(roundedUp(now), remote + 1));
  }

  /** {@return the newest timestamp that this clock has given; {@link Long#MIN_VALUE} before any} */
  public long newest() {
    return counter.newest();
  }

  /**
   * Extracts a timestamp's physical part.
   *
   * @param stamp of any hybrid clock
   * @return the largest node time known to the event, rounded up to 65,536 ns
   */
  public static Instant timeOf(long stamp) {
    return SynchronizedClock.toInstant(stamp & ~COUNTER);
  }

  /**
   * Extracts a timestamp's counter.
   *
   * @param stamp of any hybrid clock
   * @return 0 to 65,535
   */
  public static int counterOf(long stamp) {
    return (int) (stamp & COUNTER);
  }

  /**
   * Converts an instant into the smallest timestamp that events at or after it can have: events
   * whose timestamps are below it are those of before, by node time.
   *
   * @param instant in the years 1677 to 2262
   * @return a timestamp whose counter is 0
   * @throws ArithmeticException if it lies outside the years 1677 to 2262
   */
  public static long stampAt(Instant instant) {
    return roundedUp(SynchronizedClock.toNanos(instant));
  }

  private static long roundedUp(long nanos) {
    return Math.addExact(nanos, COUNTER) & ~COUNTER;
  }
}
