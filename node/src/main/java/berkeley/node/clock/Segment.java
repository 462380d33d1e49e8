package berkeley.node.clock;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One piece of node time: until its knee the old course, then a slew, then the estimate of cluster
 * time.
 *
 * <p><b>Problem.</b> Readers take ticks and then the published segment, without locks. If a new,
 * slower segment began at the publisher's "now", a reader that used the old one a moment later,
 * while the publisher was off the processor, would have seen a time that the new one has not
 * reached yet: time would go back between threads.
 *
 * <p><b>Idea.</b> A segment is published <em>before</em> its knee, proposed, and follows the old
 * course until there. The publisher makes it {@code ACTIVE} only if the knee still lies ahead after
 * the publication; a reader that arrives at the knee first makes it {@code ABORTED}. One
 * compare-and-set decides, once, for all. Who still used the old segment took its ticks before the
 * publication, hence before the knee, where both courses agree. Every read ends after a fixed
 * number of steps.
 *
 * <p>A reader that was off the processor between taking its ticks and loading the segment may hold
 * ticks older than anything the segment knows. It is given the time at the knee: that instant lies
 * within its call, and is not before what anyone saw earlier.
 *
 * <p><b>Limit.</b> The ticks must be monotonic across processors, as CLOCK_MONOTONIC is.
 */
final class Segment {

  private static final int PROPOSED = 0;
  private static final int ACTIVE = 1;
  private static final int ABORTED = 2;
  private static final VarHandle PHASE;

  static {
    try {
      PHASE = MethodHandles.lookup().findVarHandle(Segment.class, "phase", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What the clock does before the knee; null once nobody needs it, so never while proposed. */
  private final @Nullable Segment before;

  /** From the knee, the line's anchor, until {@link #steady}'s anchor. */
  private final Line slew;

  /** From its anchor on. */
  private final Line steady;

  private final Line estimate;

  private final ErrorBound bound;

  private volatile int phase;

  private Segment(
      @Nullable Segment before,
      Line slew,
      Line steady,
      Line estimate,
      ErrorBound bound,
      int phase) {
    this.before = before;
    this.slew = slew;
    this.steady = steady;
    this.estimate = estimate;
    this.bound = bound;
    this.phase = phase;
  }

  /** A segment that is in force at once; time may jump where it begins. */
  static Segment root(Line line, ErrorBound bound) {
    return new Segment(null, line, line, line, bound, ACTIVE);
  }

  /**
   * A segment that is to take over at the anchor of {@code slew}.
   *
   * @param now the publisher's ticks
   * @param before the segment in force; what it was before itself is forgotten once its knee is
   *     past
   * @param slew begins at the knee, where it continues {@code before}
   * @param course where it leads
   */
  static Segment proposed(long now, Segment before, Line slew, Course course) {
    boolean kneePast = now - before.kneeTicks() >= 0;
    return new Segment(
        kneePast ? before.withoutPast() : before,
        slew,
        course.steadyAfter(slew),
        course.estimate(),
        course.bound(),
        PROPOSED);
  }

  private Segment withoutPast() {
    return new Segment(null, slew, steady, estimate, bound, ACTIVE);
  }

  /**
   * Called by the publisher, while the knee still lies ahead; false if a reader was there first.
   */
  boolean activate() {
    return PHASE.compareAndSet(this, PROPOSED, ACTIVE);
  }

  /** Called by the publisher when it was too late; false if it has been decided already. */
  boolean abort() {
    return PHASE.compareAndSet(this, PROPOSED, ABORTED);
  }

  /** This segment, or the one before it if this one never came into force. */
  Segment inForce() {
    return phase == ABORTED ? requireNonNull(before) : this;
  }

  /** Node time at the given ticks. */
  long timeAt(long ticks) {
    if (phase != ACTIVE) {
      return timeWhileProposed(ticks);
    }
    if (ticks - steady.ticksNanos() >= 0) {
      return steady.at(ticks);
    }
    if (ticks - slew.ticksNanos() >= 0) {
      return slew.at(ticks);
    }
    return before == null ? slew.timeNanos() : before.timeAt(ticks);
  }

  private long timeWhileProposed(long ticks) {
    boolean beforeKnee = ticks - slew.ticksNanos() < 0;
    if (beforeKnee || abort() || phase == ABORTED) {
      return requireNonNull(before).timeAt(ticks);
    }
    return timeAt(ticks);
  }

  /** The line that estimates cluster time; node time is on it once the slew is over. */
  Line estimate() {
    return estimate;
  }

  ErrorBound bound() {
    return bound;
  }

  /** Rate of node time beyond the estimated one at the given ticks, as a ratio. */
  double slewRatioAt(long ticks) {
    boolean slewing = ticks - slew.ticksNanos() >= 0 && ticks - steady.ticksNanos() < 0;
    return slewing ? slew.rateRatio() - steady.rateRatio() : 0;
  }

  /** First ticks of this segment's own course. */
  long kneeTicks() {
    return slew.ticksNanos();
  }

  /** The ticks at which this segment's own course, extended both ways, shows the given time. */
  long ticksAt(long time) {
    return time - steady.timeNanos() >= 0 ? steady.ticksAt(time) : slew.ticksAt(time);
  }

  /** Whether the given time is shown at or after the knee. */
  boolean covers(long time) {
    return time - slew.timeNanos() >= 0;
  }
}
