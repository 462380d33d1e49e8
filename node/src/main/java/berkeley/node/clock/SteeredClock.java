package berkeley.node.clock;

import berkeley.api.NodeState;
import berkeley.api.environment.Ticks;
import berkeley.api.wire.Reading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Node time as a function of ticks, steered on its node's loop and read by any thread.
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

  /** The node's counter runs at nearly the host's rate: each step divides the error by 1,000. */
  private static final int RATE_STEPS = 3;

  private final Ticks ticks;
  private volatile Segment segment;

  /** Segments that were in force, newest first; for the loop alone. */
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
    this.segment =
        Segment.root(new Line(now, startNanos, 0), ErrorBound.unknownFrom(now), Standing.NEWCOMER);
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

  /** Returns the ticks of the node's own counter that belong to ticks of the host. */
  public long localTicksAt(long raw) {
    return ticks.at(raw);
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

  /** Returns what the clock said of itself at the newest publication. */
  public Standing standing() {
    return segment.inForce().standing();
  }

  /** Returns the state of the clock now. */
  public NodeState state() {
    long local = localTicks();
    return segment.at(local).standing().stateAt(local);
  }

  /** Returns whether the clock has been synchronised in its present life. */
  public boolean isSynchronised() {
    return segment.inForce().standing().state() != NodeState.NEWCOMER;
  }

  /** Returns how far node time is from the line that it is slewed to, in nanoseconds. */
  public long leftNanos() {
    View now = view();
    return now.estimateNanos() - now.reading().timeNanos();
  }

  /**
   * Returns the earliest that cluster time can be now, in nanoseconds since the Unix epoch; {@link
   * Long#MIN_VALUE} if no interval can be given.
   */
  public long earliestNanos() {
    long local = localTicks();
    Segment holding = segment.at(local);
    long at = holding.within(local);
    return holding.showsIntervalAt(at) ? holding.earliestAt(at) : Long.MIN_VALUE;
  }

  /** Returns the latest that cluster time can be now; as above. */
  public long latestNanos() {
    long local = localTicks();
    Segment holding = segment.at(local);
    long at = holding.within(local);
    return holding.showsIntervalAt(at) ? holding.latestAt(at) : Long.MIN_VALUE;
  }

  /** Returns time, bounds, rates and standing at one instant. */
  public View view() {
    long raw = ticks.hostNanos();
    return viewAt(raw, segment);
  }

  /**
   * Returns the clock as it was at ticks of the host that were read a moment ago, by the segment
   * that held then. For the node's loop.
   */
  public View viewAtRaw(long raw) {
    long local = ticks.at(raw);
    for (Segment each : history) {
      if (local - each.kneeTicks() >= 0) {
        return viewAt(raw, each);
      }
    }
    return viewAt(raw, history.getLast());
  }

  private View viewAt(long raw, Segment newest) {
    long local = ticks.at(raw);
    Segment holding = newest.at(local);
    long at = holding.within(local);
    long estimate = holding.estimate().at(at);
    return new View(
        new Reading(raw, holding.ownTimeAt(at)),
        at,
        estimate,
        estimate + holding.bound().lowAt(at),
        estimate + holding.bound().highAt(at),
        holding.showsIntervalAt(at),
        holding.estimate().rateRatio(),
        holding.slewRatioAt(at),
        holding.bound(),
        holding.standing());
  }

  /**
   * Time, bounds, rates and standing of a clock at one instant.
   *
   * @param reading raw ticks and node time
   * @param localTicks the same instant through the node's oscillator
   * @param estimateNanos the estimate of cluster time
   * @param lowestNanos cluster time is not before this
   * @param highestNanos cluster time is not after this
   * @param isShown whether an interval may be given
   * @param frequencyRatio by how much cluster time runs faster than the oscillator
   * @param slewRatio by how much node time runs faster than that
   * @param bound the bound that the edges follow from
   * @param standing what the clock says of itself
   */
  public record View(
      Reading reading,
      long localTicks,
      long estimateNanos,
      long lowestNanos,
      long highestNanos,
      boolean isShown,
      double frequencyRatio,
      double slewRatio,
      ErrorBound bound,
      Standing standing) {

    /** Returns the begin of the interval, which holds node time too. */
    public long earliestNanos() {
      return Math.min(lowestNanos, reading.timeNanos()) - Segment.ROUNDING_NANOS;
    }

    /** Returns the end of the interval, which holds node time too. */
    public long latestNanos() {
      return Math.max(highestNanos, reading.timeNanos()) + Segment.ROUNDING_NANOS;
    }

    /** Returns how far cluster time may be from node time at most, in nanoseconds. */
    public long errorBoundNanos() {
      return Math.max(latestNanos() - reading.timeNanos(), reading.timeNanos() - earliestNanos());
    }

    /** Returns how far cluster time may be from the estimate at most, in nanoseconds. */
    public long doubtNanos() {
      return Math.max(highestNanos - estimateNanos, estimateNanos - lowestNanos);
    }

    /** Returns the state at this instant. */
    public NodeState state() {
      return standing.stateAt(localTicks);
    }
  }

  /**
   * Returns the local ticks at which this clock showed the given time, so that a correction can be
   * applied to the reading from which it was computed. Of several (a step back of a newcomer), the
   * latest; before all that is remembered, the oldest course is extended. For the node's loop.
   */
  public long ticksAt(long nodeTime) {
    Iterator<Segment> newestFirst = history.iterator();
    Segment candidate = newestFirst.next();
    while (!candidate.covers(nodeTime) && newestFirst.hasNext()) {
      candidate = newestFirst.next();
    }
    return candidate.ticksAt(nodeTime);
  }

  /** Returns the host's ticks at which this clock showed the given time, as {@link #ticksAt}. */
  public long rawTicksAt(long nodeTime) {
    long local = ticksAt(nodeTime);
    long raw = ticks.hostNanos();
    for (int i = 0; i < RATE_STEPS; i++) {
      raw -= ticks.at(raw) - local;
    }
    return raw;
  }

  /** Puts the clock on the course at once. Time may jump either way, so this is for newcomers. */
  public void step(Course.Plan plan) {
    long now = localTicks();
    Segment current = segment.inForce();
    Course course = plan.from(current.jointAt(current.within(now)));
    publish(Segment.root(course.estimate().movedTo(now), course.bound(), course.standing()));
  }

  /**
   * Slews the clock to the course: node time continues from its present value and approaches the
   * estimate at no more than the course's slew rate.
   *
   * @throws IllegalStateException if this thread lost the processor each time it tried; nothing has
   *     changed then
   */
  public void slew(Course.Plan plan) {
    steer(plan, false);
  }

  /**
   * Slews the clock to the course, except that a clock that is behind the estimate jumps to it:
   * never backwards, for all readers at the same ticks, and counted as a disruption there.
   *
   * @throws IllegalStateException as {@link #slew} does
   */
  public void stepForward(Course.Plan plan) {
    steer(plan, true);
  }

  private void steer(Course.Plan plan, boolean mayJump) {
    long lead = LEAD_NANOS;
    for (int i = 0; i < MAX_TRIES; i++, lead *= 2) {
      Segment current = segment.inForce();
      long now = localTicks();
      long knee = Math.max(now + lead, current.kneeTicks() + 1);
      Course planned = plan.from(current.jointAt(knee));
      long shown = current.ownTimeAt(knee);
      boolean jumps = mayJump && planned.estimate().at(knee) - shown > 0;
      Course course = jumps ? planned.broughtForward() : planned;
      Line slew = jumps ? course.estimate().movedTo(knee) : course.slewFrom(knee, shown);
      Segment next = Segment.proposed(now, current, slew, course);
      segment = next;
      boolean early = localTicks() - knee < 0;
      if (early && next.activate()) {
        remember(next);
        return;
      }
      next.abort();
      segment = next.inForce();
    }
    throw new IllegalStateException(
        "no processor: the clock could not be steered in %d attempts".formatted(MAX_TRIES));
  }

  /** Returns the state as of what was published last, though it takes effect a moment later. */
  public NodeState publishedState() {
    Segment newest = segment.inForce();
    return newest.standing().stateAt(newest.within(localTicks()));
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
