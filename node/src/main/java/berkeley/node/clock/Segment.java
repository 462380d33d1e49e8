package berkeley.node.clock;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One segment of a clock: the one before until its knee, then a slew, then the estimate of cluster
 * time; and from the knee on a bound of that estimate and what the clock says of itself.
 *
 * <p><b>Problem.</b> Readers take ticks and then the published segment, without locks. If a new,
 * slower segment began at the publisher's "now", a reader that used the old one a moment later,
 * while the publisher had lost the processor, would have seen a time that the new one has not
 * reached yet: time would go back between threads.
 *
 * <p><b>Idea.</b> A segment is published <em>before</em> its knee, proposed, and follows the old
 * course until there. The publisher makes it {@code ACTIVE} only if the knee still lies ahead after
 * the publication; a reader that arrives at the knee first makes it {@code ABORTED}. One
 * compare-and-set decides, once, for all. A reader that still used the old segment took its ticks
 * before the publication, hence before the knee, where both courses agree. Every read ends after a
 * fixed number of steps.
 *
 * <p>A reader that lost the processor between taking its ticks and loading the segment may have
 * ticks older than anything in the segment. It is given the clock at the knee: that instant lies
 * within its call, and no reader saw a later time before.
 *
 * <p>Bound and standing change at the knee as well, for the same readers. Each segment carries a
 * floor, the latest begin of an interval that may have been given before it: what is known may come
 * to lie below it, and then no interval is given, since {@code isPast} may not turn back.
 *
 * <p><b>Limit.</b> The ticks must be monotonic across processors, as CLOCK_MONOTONIC is.
 */
final class Segment {

  /** A line is rounded to whole nanoseconds, and again where the next one continues it. */
  static final long ROUNDING_NANOS = 1;

  private static final int PROPOSED = 0;
  private static final int ACTIVE = 1;
  private static final int ABORTED = 2;
  private static final AtomicIntegerFieldUpdater<Segment> PHASE =
      AtomicIntegerFieldUpdater.newUpdater(Segment.class, "phase");

  /** The segment before the knee; null once it is no longer needed. */
  private final @Nullable Segment before;

  /** From the knee, the line's anchor, until {@link #steady}'s anchor. */
  private final Line slew;

  /** From its anchor on. */
  private final Line steady;

  private final Line estimate;
  private final ErrorBound bound;
  private final Standing standing;
  private final long floorNanos;
  private volatile int phase;

  private Segment(
      @Nullable Segment before, Line slew, Line steady, Course course, long floorNanos, int phase) {
    this(
        before,
        slew,
        steady,
        course.estimate(),
        course.bound(),
        course.standing(),
        floorNanos,
        phase);
  }

  private Segment(
      @Nullable Segment before,
      Line slew,
      Line steady,
      Line estimate,
      ErrorBound bound,
      Standing standing,
      long floorNanos,
      int phase) {
    this.before = before;
    this.slew = slew;
    this.steady = steady;
    this.estimate = estimate;
    this.bound = bound;
    this.standing = standing;
    this.floorNanos = floorNanos;
    this.phase = phase;
  }

  /** Returns a segment that is in force at once; time may jump where it begins. */
  static Segment root(Line line, ErrorBound bound, Standing standing) {
    return new Segment(null, line, line, line, bound, standing, Long.MIN_VALUE, ACTIVE);
  }

  /**
   * Returns a segment that is to take effect at the anchor of {@code slew}.
   *
   * @param now the publisher's ticks
   * @param before the segment in force; its own predecessor is dropped once its knee is past
   * @param slew begins at the knee, where it continues {@code before}
   * @param course the course after it
   */
  static Segment proposed(long now, Segment before, Line slew, Course course) {
    boolean kneePast = now - before.kneeTicks() >= 0;
    long knee = slew.ticksNanos();
    long floor =
        before.showsIntervalAt(knee)
            ? Math.max(before.floorNanos, before.earliestAt(knee))
            : before.floorNanos;
    return new Segment(
        kneePast ? before.withoutPast() : before,
        slew,
        course.steadyAfter(slew),
        course,
        floor,
        PROPOSED);
  }

  private Segment withoutPast() {
    return new Segment(null, slew, steady, estimate, bound, standing, floorNanos, ACTIVE);
  }

  /**
   * Activates this segment; called by the publisher while the knee still lies ahead. Returns false
   * if a reader has aborted it.
   */
  boolean activate() {
    return PHASE.compareAndSet(this, PROPOSED, ACTIVE);
  }

  /** Aborts this segment; returns false if it is active or aborted already. */
  boolean abort() {
    return PHASE.compareAndSet(this, PROPOSED, ABORTED);
  }

  /** Returns this segment, or the one before it if this one was aborted. */
  Segment inForce() {
    return phase == ABORTED ? requireNonNull(before) : this;
  }

  /** Returns the segment that holds at the given ticks; the oldest one that is left, before all. */
  Segment at(long ticks) {
    if (phase != ACTIVE) {
      boolean beforeKnee = ticks - slew.ticksNanos() < 0;
      if (beforeKnee || abort() || phase == ABORTED) {
        return requireNonNull(before).at(ticks);
      }
    }
    return before == null || ticks - slew.ticksNanos() >= 0 ? this : before.at(ticks);
  }

  /** Returns node time at the given ticks, in nanoseconds since the Unix epoch. */
  long timeAt(long ticks) {
    Segment holding = at(ticks);
    return holding.ownTimeAt(holding.within(ticks));
  }

  /** Returns the given ticks, or the knee for a reader that comes with older ones. */
  long within(long ticks) {
    return ticks - slew.ticksNanos() >= 0 ? ticks : slew.ticksNanos();
  }

  /** Returns node time at ticks that are not before the knee. */
  long ownTimeAt(long ticks) {
    return ticks - steady.ticksNanos() >= 0 ? steady.at(ticks) : slew.at(ticks);
  }

  /** Returns the earliest that an interval begins at ticks not before the knee. */
  long earliestAt(long ticks) {
    return Math.min(estimate.at(ticks) + bound.lowAt(ticks), ownTimeAt(ticks)) - ROUNDING_NANOS;
  }

  /** Returns the latest that an interval ends at ticks not before the knee. */
  long latestAt(long ticks) {
    return Math.max(estimate.at(ticks) + bound.highAt(ticks), ownTimeAt(ticks)) + ROUNDING_NANOS;
  }

  /** Returns whether an interval is given at ticks not before the knee. */
  boolean showsIntervalAt(long ticks) {
    return standing.isShown() && earliestAt(ticks) >= floorNanos;
  }

  /** Returns the line that estimates cluster time; node time is on it once the slew is over. */
  Line estimate() {
    return estimate;
  }

  ErrorBound bound() {
    return bound;
  }

  Standing standing() {
    return standing;
  }

  /** Returns what continues at a knee. */
  Joint jointAt(long knee) {
    long line = estimate.at(knee);
    return new Joint(
        knee,
        ownTimeAt(knee),
        line,
        estimate.rateRatio(),
        line + bound.lowAt(knee),
        line + bound.highAt(knee));
  }

  /** Returns the rate of node time beyond the estimated one at the given ticks, as a ratio. */
  double slewRatioAt(long ticks) {
    boolean slewing = ticks - slew.ticksNanos() >= 0 && ticks - steady.ticksNanos() < 0;
    return slewing ? slew.rateRatio() - steady.rateRatio() : 0;
  }

  /** Returns the first ticks of this segment's own course. */
  long kneeTicks() {
    return slew.ticksNanos();
  }

  /** Returns the ticks at which this segment's own course, extended both ways, has this time. */
  long ticksAt(long time) {
    return time - steady.timeNanos() >= 0 ? steady.ticksAt(time) : slew.ticksAt(time);
  }

  /** Returns whether the given time is reached at or after the knee. */
  boolean covers(long time) {
    return time - slew.timeNanos() >= 0;
  }
}
