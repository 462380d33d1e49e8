package berkeley.node.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.environment.EventLoop;
import berkeley.api.environment.NodeEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What a driver is handed in its tests: ticks that stand still until a test lets them pass, a loop
 * that runs its events only then, and a network and a registry that do as the test says.
 *
 * <p>It keeps what an implementation owes: every callback is an event of its own, and an event that
 * throws does not end the loop. Whoever expects one to throw takes it with {@link #failures};
 * otherwise {@link #close} fails the test.
 */
final class HandDrivenEnvironment implements NodeEnvironment, EventLoop, AutoCloseable {

  static final long MICRO = 1_000;
  static final long MILLI = 1_000 * MICRO;
  static final long SECOND = 1_000 * MILLI;

  /** A loop in which events beget events without end. */
  private static final int TOO_MANY_EVENTS = 1_000_000;

  private final PriorityQueue<Pending> queue = new PriorityQueue<>();
  private final RandomGenerator random = new Random(1);
  private final HandDrivenNetwork network = new HandDrivenNetwork(this);
  private final HandDrivenRegistry registry = new HandDrivenRegistry(this);
  private List<RuntimeException> failures = new ArrayList<>();
  private long ticks;
  private long wallAheadNanos;
  private long created;

  /** An event that waits for its ticks. */
  private record Pending(long dueTicks, long number, Runnable event)
      implements Comparable<Pending> {

    @Override
    public int compareTo(Pending other) {
      long later = dueTicks - other.dueTicks;
      return later == 0 ? Long.compare(number, other.number) : Long.signum(later);
    }
  }

  HandDrivenEnvironment() {
    this(1_000 * SECOND);
  }

  /** An environment whose counter starts with a value; it may be about to wrap. */
  HandDrivenEnvironment(long startTicks) {
    this.ticks = startTicks;
  }

  @Override
  public long ticks() {
    return ticks;
  }

  @Override
  public long wallNanos() {
    return ticks + wallAheadNanos;
  }

  /** Sets the wall clock forward, as an operator does, or a host that was suspended. */
  void setWallForward(Duration by) {
    wallAheadNanos += by.toNanos();
  }

  @Override
  public EventLoop loop() {
    return this;
  }

  @Override
  public HandDrivenNetwork network() {
    return network;
  }

  @Override
  public HandDrivenRegistry members() {
    return registry;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void execute(Runnable event) {
    queue.add(new Pending(ticks, created++, event));
  }

  @Override
  public Timer at(long atTicks, Runnable event) {
    Pending pending = new Pending(atTicks - ticks < 0 ? ticks : atTicks, created++, event);
    queue.add(pending);
    return () -> queue.remove(pending);
  }

  /** Runs what is due, and lets no time pass. */
  void settle() {
    pass(0);
  }

  /** Lets time pass, and runs what becomes due meanwhile. */
  void pass(Duration time) {
    pass(time.toNanos());
  }

  /** Lets time pass, and runs what becomes due meanwhile. */
  void pass(long nanos) {
    long until = ticks + nanos;
    int events = 0;
    while (!queue.isEmpty() && queue.peek().dueTicks() - until <= 0) {
      Pending next = queue.remove();
      ticks = next.dueTicks() - ticks > 0 ? next.dueTicks() : ticks;
      run(next.event());
      events++;
      if (events > TOO_MANY_EVENTS) {
        throw new AssertionError("events without end at " + ticks);
      }
    }
    ticks = until;
  }

  /** Lets time pass in which the loop runs nothing: its process is stopped, or an event is long. */
  void stall(Duration time) {
    ticks += time.toNanos();
  }

  private void run(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  /** Returns what events have thrown, and forgets it. */
  List<RuntimeException> failures() {
    List<RuntimeException> thrown = failures;
    failures = new ArrayList<>();
    return thrown;
  }

  /** Returns how many events are still to come. */
  int pending() {
    return queue.size();
  }

  @Override
  public void close() {
    assertEquals(List.of(), failures(), "events that have thrown");
  }
}
