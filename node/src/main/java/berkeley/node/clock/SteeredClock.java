package berkeley.node.clock;

import berkeley.api.environment.Ticks;
import berkeley.api.wire.Reading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Node time as a function of ticks, steered by one thread at a time and read by any.
 *
 * <p>Reading takes no lock and allocates nothing. Of two reads of which one ended before the other
 * began, the later one never returns an earlier time, except after {@link #step}; {@link Segment}
 * explains how.
 */
public final class SteeredClock {

  /**
   * How far ahead of now a new course begins. Too little: it is published too late when the machine
   * is busy, and is tried again with twice the lead. Too much: corrections take effect later.
   */
  private static final long LEAD_NANOS = 200_000;

  private static final int MAX_TRIES = 12;
  private static final int HISTORY = 64;

  private final Ticks ticks;
  private volatile Segment segment;

  /** Segments that were in force, newest first; guarded by this. */
  private final Deque<Segment> history = new ArrayDeque<>();

  /**
   * Creates a clock that has not been corrected yet.
   *
   * @param ticks the counter that it runs on
   * @param startNanos node time now, nanoseconds since the Unix epoch
   */
  public SteeredClock(Ticks ticks, long startNanos) {
    this.ticks = ticks;
    long now = localTicks();
    this.segment = Segment.root(new Line(now, startNanos, 0), ErrorBound.unknownFrom(now));
    history.addFirst(segment);
  }

  /** Returns the host's ticks now, in nanoseconds. */
  public long rawTicks() {
    return ticks.hostNanos();
  }

  /** Returns the name of the host's counter. */
  public String ticksSource() {
    return ticks.source();
  }

  /** Returns the local ticks now: the node's own counter. */
  public long localTicks() {
    return ticks.at(ticks.hostNanos());
  }

  /** Returns node time now, in nanoseconds since the Unix epoch. */
  public long nanos() {
    // The ticks first: a reader that finds an old segment took them before the new one was
    // published.
    long local = localTicks();
    return segment.timeAt(local);
  }

  /** Returns node time at ticks of the host that were read before. */
  public long timeAtRaw(long raw) {
    return segment.timeAt(ticks.at(raw));
  }

  /** Returns the host's ticks and node time, read together. */
  public Reading read() {
    long raw = ticks.hostNanos();
    return new Reading(raw, timeAtRaw(raw));
  }

  /** Returns the line that estimates cluster time. */
  public Line estimate() {
    return segment.inForce().estimate();
  }

  /** Returns the bound of the distance of cluster time from {@link #estimate()}. */
  public ErrorBound bound() {
    return segment.inForce().bound();
  }

  /** Returns how far node time is from the line that it is slewed to, in nanoseconds. */
  public long leftNanos() {
    long local = localTicks();
    Segment current = segment.inForce();
    return current.estimate().at(local) - current.timeAt(local);
  }

  /** Returns time, bounds and rates at one instant. */
  public View view() {
    long raw = ticks.hostNanos();
    long local = ticks.at(raw);
    Segment current = segment.inForce();
    long time = current.timeAt(local);
    long estimate = current.estimate().at(local);
    return new View(
        new Reading(raw, time),
        local,
        estimate + current.bound().lowAt(local),
        estimate + current.bound().highAt(local),
        current.estimate().rateRatio(),
        current.slewRatioAt(local));
  }

  /**
   * Time, bounds and rates of a clock at one instant.
   *
   * @param reading raw ticks and node time
   * @param localTicks the same instant through the node's oscillator
   * @param earliestNanos cluster time is not before this
   * @param latestNanos cluster time is not after this
   * @param frequencyRatio by how much cluster time runs faster than the oscillator
   * @param slewRatio by how much node time runs faster than that
   */
  public record View(
      Reading reading,
      long localTicks,
      long earliestNanos,
      long latestNanos,
      double frequencyRatio,
      double slewRatio) {

    /** Returns how far cluster time may be from node time at most, in nanoseconds. */
    public long errorBoundNanos() {
      return Math.max(latestNanos - reading.timeNanos(), reading.timeNanos() - earliestNanos);
    }

    /** Returns the same with an interval that is wider by the given nanoseconds on each side. */
    public View widened(long nanos) {
      return new View(
          reading,
          localTicks,
          earliestNanos - nanos,
          latestNanos + nanos,
          frequencyRatio,
          slewRatio);
    }
  }

  /**
   * Returns the local ticks at which this clock showed the given time, so that a correction can be
   * applied to the reading from which it was computed. Of several (a step back of a newcomer), the
   * latest; before all that is remembered, the oldest course is extended.
   */
  public synchronized long ticksAt(long nodeTime) {
    Iterator<Segment> newestFirst = history.iterator();
    Segment candidate = newestFirst.next();
    while (!candidate.covers(nodeTime) && newestFirst.hasNext()) {
      candidate = newestFirst.next();
    }
    return candidate.ticksAt(nodeTime);
  }

  /** Puts the clock on the course at once. Time may jump either way, so this is for newcomers. */
  public synchronized void step(Course course) {
    publish(Segment.root(course.estimate().movedTo(localTicks()), course.bound()));
  }

  /**
   * Slews the clock to the course: node time continues from its present value and approaches the
   * estimate at no more than the course's slew rate.
   *
   * @return whether it took effect; false if this thread lost the processor each time it tried
   */
  public synchronized boolean slew(Course course) {
    return steer(course, false);
  }

  /**
   * Slews the clock to the course, except that a clock that is behind the estimate jumps to it:
   * never backwards, and for all readers at the same ticks.
   *
   * @return whether it took effect
   */
  public synchronized boolean stepForward(Course course) {
    return steer(course, true);
  }

  private boolean steer(Course course, boolean mayJump) {
    long lead = LEAD_NANOS;
    for (int i = 0; i < MAX_TRIES; i++, lead *= 2) {
      Segment current = segment.inForce();
      long now = localTicks();
      long knee = Math.max(now + lead, current.kneeTicks() + 1);
      long shown = current.timeAt(knee);
      boolean jumps = mayJump && course.estimate().at(knee) - shown > 0;
      Line slew = jumps ? course.estimate().movedTo(knee) : course.slewFrom(knee, shown);
      Segment next = Segment.proposed(now, current, slew, course);
      segment = next;
      boolean early = localTicks() - knee < 0;
      if (early && next.activate()) {
        remember(next);
        return true;
      }
      next.abort();
      segment = next.inForce();
    }
    return false;
  }

  private void publish(Segment next) {
    segment = next;
    remember(next);
  }

  private void remember(Segment next) {
    history.addFirst(next);
    if (history.size() > HISTORY) {
      history.removeLast();
    }
  }
}
