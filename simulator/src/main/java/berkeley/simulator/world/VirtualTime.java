package berkeley.simulator.world;

import java.util.PriorityQueue;

/**
 * True time of the simulation, and the queue of its events.
 *
 * <p>Time stands still while something happens and then leaps to what happens next. What is due at
 * the same nanosecond happens in the order in which it was asked for, so a run depends on nothing
 * but its seed. Not safe for use by several threads.
 */
public final class VirtualTime {

  private final PriorityQueue<Event> events = new PriorityQueue<>();

  private long now;
  private long number;

  private record Event(long at, long number, Runnable action) implements Comparable<Event> {

    @Override
    public int compareTo(Event other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }

  /** Returns true time in nanoseconds since the run began. */
  public long now() {
    return now;
  }

  /**
   * Plans an event.
   *
   * @param at true time, not before now
   * @param action what happens; it may ask for more
   * @throws IllegalArgumentException if that time is past
   */
  public void at(long at, Runnable action) {
    if (at < now) {
      throw new IllegalArgumentException("at: %d ns is past, it is %d ns now".formatted(at, now));
    }
    events.add(new Event(at, number++, action));
  }

  /** Plans an event in so many nanoseconds. */
  public void in(long nanos, Runnable action) {
    at(now + nanos, action);
  }

  /**
   * Lets happen what is due, up to and including the given time, at which the clock then stands.
   */
  public void runUntil(long end) {
    while (!events.isEmpty() && events.peek().at() <= end) {
      Event event = events.remove();
      now = event.at();
      event.action().run();
    }
    now = Math.max(now, end);
  }
}
