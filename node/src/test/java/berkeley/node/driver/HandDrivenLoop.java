package berkeley.node.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.environment.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A node's loop in the hands of a test: its ticks stand still until the test lets them pass, and
 * its events run only then. An event that throws does not end it. Whoever expects one to throw
 * takes that with {@link #failures}; otherwise {@link #close} fails the test.
 */
public class HandDrivenLoop implements EventLoop, AutoCloseable {

  /** A loop in which events beget events without end. */
  private static final int TOO_MANY_EVENTS = 1_000_000;

  private final PriorityQueue<Pending> queue = new PriorityQueue<>();
  private List<RuntimeException> failures = new ArrayList<>();
  private long ticks;
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

  /** A loop whose counter starts with a value; it may be about to wrap. */
  public HandDrivenLoop(long startTicks) {
    this.ticks = startTicks;
  }

  /** Returns the counter. */
  public long ticks() {
    return ticks;
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
  public void settle() {
    pass(0);
  }

  /** Lets time pass, and runs what becomes due meanwhile. */
  public void pass(Duration time) {
    pass(time.toNanos());
  }

  /** Lets time pass, and runs what becomes due meanwhile. */
  public void pass(long nanos) {
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
  public void stall(Duration time) {
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
  public List<RuntimeException> failures() {
    List<RuntimeException> thrown = failures;
    failures = new ArrayList<>();
    return thrown;
  }

  /** Returns how many events are still to come. */
  public int pending() {
    return queue.size();
  }

  @Override
  public void close() {
    assertEquals(List.of(), failures(), "events that have thrown");
  }
}
