package berkeley.node;

import berkeley.api.ClockListener;
import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.TimeInterval;
import berkeley.api.wire.Adjustment;
import berkeley.node.clock.Course;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Line;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A node's synchronised clock: the public face over a {@link SteeredClock} and its {@link
 * Discipline}.
 *
 * <p>Reading is as that of {@link SteeredClock}; corrections are applied by one thread at a time.
 */
public final class NodeClock extends SynchronizedClock {

  /** A node that missed this many corrections in a row is without a master. */
  private static final int MISSED_CORRECTIONS = 3;

  /** From ticks to node time and back again. */
  private static final long ROUNDING_NANOS = 2;

  private static final double PPM = 1e-6;

  private final SteeredClock clock;
  private final Discipline discipline;
  private final long holdoverAfterNanos;
  private final StateListeners listeners;
  private final CountDownLatch synchronisedOnce = new CountDownLatch(1);

  private volatile boolean synchronised;
  private volatile boolean suspended;
  private volatile long correctedTicks;
  private volatile long usualSpacingNanos;

  /** Guarded by this, as is the next. */
  private long newestSpacingNanos;

  /** Whether this clock is what the cluster goes by; written under this. */
  private volatile boolean isClusterTime;

  /** How fast this clock moves by an order, while it is cluster time; written under this. */
  private volatile double orderedSlewRatio;

  /** Whether cluster time was moving by an order at the newest correction; guarded by this. */
  private boolean clusterSlewing;

  /** The frequency at the newest correction by a cluster time of its own rate; guarded by this. */
  private double calmFrequencyRatio;

  private volatile MasterLease mandate = MasterLease.WITHOUT_END;

  /** The mastership whose clock was measured last; guarded by this. */
  private long term;

  /** Local ticks when it was noticed that they had stood still; guarded by this, as is the next. */
  private long sleptTicks;

  /** Whether no reading later than that has been corrected yet. */
  private boolean sleptSinceCorrection;

  private volatile long lastOffsetNanos;

  /**
   * A newcomer's clock.
   *
   * @param clock node time as a function of the host's ticks
   * @param discipline what steers it
   * @param holdoverAfter silence of the master after which it is in holdover
   * @param listenersOn where listeners are told of changes of state, one task after the other;
   *     never a thread that steers the clock
   */
  public NodeClock(
      SteeredClock clock, Discipline discipline, Duration holdoverAfter, Executor listenersOn) {
    this.listeners = new StateListeners(listenersOn);
    this.clock = clock;
    this.discipline = discipline;
    this.holdoverAfterNanos = holdoverAfter.toNanos();
  }

  @Override
  public long nanos() {
    if (!synchronised) {
      throw notYet();
    }
    return clock.nanos();
  }

  @Override
  public TimeInterval interval() {
    if (!synchronised) {
      throw notYet();
    }
    SteeredClock.View view = view();
    return new TimeInterval(toInstant(view.earliestNanos()), toInstant(view.latestNanos()));
  }

  @Override
  public NodeState state() {
    return stateAt(clock.localTicks());
  }

  private NodeState stateAt(long ticks) {
    if (!synchronised) {
      return NodeState.NEWCOMER;
    }
    if (suspended) {
      return NodeState.SUSPENDED;
    }
    long patience = Math.max(holdoverAfterNanos, MISSED_CORRECTIONS * usualSpacingNanos);
    return ticks - correctedTicks > patience ? NodeState.HOLDOVER : NodeState.SYNCHRONISED;
  }

  @Override
  public boolean awaitSynchronized(Duration timeout) throws InterruptedException {
    return synchronisedOnce.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
  }

  @Override
  public void awaitPast(Instant instant) throws InterruptedException {
    for (TimeInterval now = interval(); !now.isPast(instant); now = interval()) {
      Duration missing = Duration.between(now.earliest(), instant);
      TimeUnit.NANOSECONDS.sleep(Math.max(1_000, TimeUnit.NANOSECONDS.convert(missing)));
    }
  }

  @Override
  public void addListener(ClockListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeListener(ClockListener listener) {
    listeners.remove(listener);
  }

  /**
   * Applies a correction that has been found to be obeyed.
   *
   * @throws IllegalArgumentException if its reading is not one that this clock can have shown since
   *     the correction before, or since it slept
   */
  synchronized void apply(Adjustment adjustment) {
    long now = clock.localTicks();
    long ahead = clock.ticksAt(adjustment.readingNanos()) - now;
    if (ahead > ROUNDING_NANOS) {
      throw new IllegalArgumentException("reading: %d ns after this node's time".formatted(ahead));
    }
    long readingTicks = now + Math.min(0, ahead);
    if (sleptSinceCorrection && readingTicks - sleptTicks < 0) {
      throw new IllegalArgumentException(
          "reading: %d ns before it was noticed that this node slept"
              .formatted(sleptTicks - readingTicks));
    }
    sleptSinceCorrection = false;
    if (adjustment.term() != term) {
      term = adjustment.term();
      discipline.restartBound();
    }
    Course course =
        discipline.correct(
            readingTicks,
            adjustment.targetNanos(),
            adjustment.errorBoundNanos(),
            adjustment.rttNanos(),
            adjustment.clusterSlewPpm() * PPM);
    clusterSlewing = adjustment.clusterSlewPpm() > 0;
    if (!clusterSlewing) {
      calmFrequencyRatio = course.estimate().rateRatio();
    }
    if (!synchronised) {
      clock.step(course);
    } else if (suspended) {
      clock.stepForward(course);
    } else {
      clock.slew(course);
    }
    isClusterTime = false;
    corrected(now, -adjustment.deltaNanos());
  }

  /**
   * The same by a clock that has not corrected this one before, whatever the number of its term:
   * what was measured until now confines it no more.
   */
  synchronized void applyOfAnother(Adjustment adjustment) {
    discipline.restartBound();
    apply(adjustment);
  }

  /**
   * Corrects this clock as the master's: cluster time is what it says, so its bound is zero and its
   * rate stays what it is. Before the first correction it is stepped, later slewed, so gently that
   * the members' bounds hold meanwhile. If its node was elected while an order moved cluster time,
   * it leads at the rate from before the order.
   *
   * @param adjustment what to add; with a slew of cluster time, by an order: then 0 means to go on
   *     with what is under way
   */
  synchronized void applyAsMaster(Adjustment adjustment) {
    long deltaNanos = adjustment.deltaNanos();
    double orderedRatio = adjustment.clusterSlewPpm() * PPM;
    // From where the clock is, not from where an earlier correction was taking it: the members were
    // measured against this, and a delta replaces what is left of the one before.
    SteeredClock.View now = clock.view();
    Line target =
        orderedRatio > 0 && deltaNanos == 0 && isClusterTime
            ? clock.estimate()
            : new Line(
                now.localTicks(),
                now.reading().timeNanos() + deltaNanos,
                clusterSlewing ? calmFrequencyRatio : now.frequencyRatio());
    Course course =
        orderedRatio > 0
            ? discipline.orderedCourseOf(target, orderedRatio)
            : discipline.masterCourseOf(target, ErrorBound.NONE);
    boolean onCourse =
        deltaNanos == 0
            && (now.slewRatio() == 0 || orderedRatio > 0)
            && !clusterSlewing
            && clock.bound().equals(ErrorBound.NONE);
    if (!synchronised) {
      clock.step(course);
    } else if (!onCourse) {
      clock.slew(course);
    }
    clusterSlewing = false;
    calmFrequencyRatio = target.rateRatio();
    orderedSlewRatio = orderedRatio;
    isClusterTime = true;
    corrected(now.localTicks(), -deltaNanos);
  }

  /**
   * Has the clock of a group's master begin without its parent, which has not been heard of: a
   * newcomer is stepped, and nothing is known of the time at the top. Later it goes on as it is.
   *
   * @param adjustment what to add
   */
  synchronized void beginWithoutParent(Adjustment adjustment) {
    if (!synchronised) {
      SteeredClock.View now = clock.view();
      long agreed = now.reading().timeNanos() + adjustment.deltaNanos();
      Line target = new Line(now.localTicks(), agreed, now.frequencyRatio());
      clock.step(discipline.courseOf(target, ErrorBound.unknownFrom(now.localTicks())));
      corrected(now.localTicks(), -adjustment.deltaNanos());
    }
  }

  /** Says for how long this clock is cluster time on the strength of what its node knows. */
  void mandate(MasterLease given) {
    mandate = given;
  }

  /**
   * The clock at one instant. A master whose mandate has run out without its noticing, since it was
   * stopped, may have a successor: it is as far from its time as {@link #resign} would say.
   */
  public SteeredClock.View view() {
    SteeredClock.View view = clock.view();
    MasterLease held = mandate;
    if (!isClusterTime || view.reading().ticksNanos() <= held.untilTicks().getAsLong()) {
      return view;
    }
    ErrorBound growing =
        discipline.boundWithoutMeasurement(
            correctedTicks, ErrorBound.NONE, held.doubtNanos(), orderedSlewRatio);
    return view.widened(growing.highAt(view.localTicks()));
  }

  /**
   * Gives up what is left of a correction and runs straight on, at the estimated frequency, before
   * members are measured against this clock: what they learn about the rate of cluster time must
   * not be the rate of a slew. The bound stays around the time that it was around.
   */
  synchronized void runStraight() {
    if (synchronised) {
      SteeredClock.View now = clock.view();
      long missing = clock.estimate().at(now.localTicks()) - now.reading().timeNanos();
      // What was learnt while an order moved cluster time is the rate of the order.
      double rate = clusterSlewing ? calmFrequencyRatio : now.frequencyRatio();
      clock.slew(discipline.courseOf(straightOn(now, rate), clock.bound().shiftedBy(missing)));
    }
  }

  private static Line straightOn(SteeredClock.View now, double frequencyRatio) {
    return new Line(now.localTicks(), now.reading().timeNanos(), frequencyRatio);
  }

  /**
   * Ends what {@link #applyAsMaster} began: cluster time is another node's, perhaps ever since this
   * clock's newest round, so the bound has grown since then. Of no effect if that node has
   * corrected this clock already.
   *
   * @param doubtNanos how far the next master may have been from this clock then
   */
  synchronized void resign(long doubtNanos) {
    if (isClusterTime) {
      isClusterTime = false;
      ErrorBound growing =
          discipline.boundWithoutMeasurement(
              correctedTicks, clock.bound(), doubtNanos, orderedSlewRatio);
      orderedSlewRatio = 0;
      // Cluster time was what this clock showed, wherever it was on its way to.
      SteeredClock.View now = clock.view();
      clock.slew(discipline.courseOf(straightOn(now, now.frequencyRatio()), growing));
    }
  }

  private void corrected(long now, long offsetNanos) {
    long spacing = synchronised ? now - correctedTicks : Long.MAX_VALUE;
    // The smaller of two: a single long silence is no habit of the master.
    usualSpacingNanos = synchronised ? Math.min(spacing, newestSpacingNanos) : 0;
    newestSpacingNanos = spacing;
    correctedTicks = now;
    lastOffsetNanos = offsetNanos;
    suspended = false;
    synchronised = true;
    synchronisedOnce.countDown();
    noticeState();
  }

  /**
   * Takes note that this process or its host slept.
   *
   * @param missedNanos for how long the ticks may have stood still meanwhile; the bound grows by it
   */
  public synchronized void slept(long missedNanos) {
    suspended = synchronised;
    if (missedNanos > 0) {
      sleptTicks = clock.localTicks();
      sleptSinceCorrection = true;
    }
    if (synchronised && missedNanos > 0) {
      ErrorBound wider = discipline.afterSleep(clock.bound(), missedNanos);
      clock.slew(
          isClusterTime
              ? discipline.masterCourseOf(clock.estimate(), wider)
              : discipline.courseOf(clock.estimate(), wider));
    }
    noticeState();
  }

  /**
   * Tells the listeners if the state has changed; called now and then, since silence is no event.
   */
  public void noticeState() {
    listeners.notice(state());
  }

  /** What the node's remote object answers: node time, also while it is a newcomer's. */
  long nodeTime() {
    return clock.nanos();
  }

  public SteeredClock steered() {
    return clock;
  }

  /** The node's offset against the agreed time at the newest correction. */
  long lastOffsetNanos() {
    return lastOffsetNanos;
  }

  /** Local ticks of the newest correction. */
  long correctedTicks() {
    return correctedTicks;
  }

  private static DateTimeException notYet() {
    return new DateTimeException(
        "not synchronised yet: no master has corrected this clock; see awaitSynchronized");
  }

  @Override
  public String toString() {
    return "NodeClock[" + state() + "]";
  }
}
