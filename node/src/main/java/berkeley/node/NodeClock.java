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
 * A node's synchronised clock: implements {@link SynchronizedClock} by a {@link SteeredClock} and
 * its {@link Discipline}.
 *
 * <p>Reads take no lock, as those of {@link SteeredClock}; corrections are applied by one thread at
 * a time.
 */
public final class NodeClock extends SynchronizedClock {

  /** After this many missing corrections in a row a node is in holdover. */
  private static final int MISSED_CORRECTIONS = 3;

  /** The rounding error of converting ticks to node time and back. */
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

  /** Guarded by this. */
  private long newestSpacingNanos;

  /** Whether this clock is cluster time, because its node leads; written under this. */
  private volatile boolean isClusterTime;

  /** The slew of an order to set the time, while this clock is cluster time; written under this. */
  private volatile double orderedSlewRatio;

  /** Whether cluster time was moving by an order at the newest correction; guarded by this. */
  private boolean clusterSlewing;

  /** The frequency at the newest correction without an order under way; guarded by this. */
  private double unslewedFrequencyRatio;

  private volatile MasterLease lease = MasterLease.WITHOUT_END;

  /** The term of the newest correction; guarded by this. */
  private long term;

  /** Local ticks when the newest sleep was detected; guarded by this. */
  private long sleptTicks;

  /** Whether no reading later than {@link #sleptTicks} has been corrected yet; guarded by this. */
  private boolean sleptSinceCorrection;

  private volatile long lastOffsetNanos;

  /**
   * Creates a newcomer's clock.
   *
   * @param clock node time as a function of the host's ticks
   * @param discipline what steers it
   * @param holdoverAfter the silence of the master after which it is in holdover
   * @param listenersOn runs the calls of listeners, one after the other, on a thread that does not
   *     steer the clock
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
    long silenceLimit = Math.max(holdoverAfterNanos, MISSED_CORRECTIONS * usualSpacingNanos);
    return ticks - correctedTicks > silenceLimit ? NodeState.HOLDOVER : NodeState.SYNCHRONISED;
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
   * Applies a correction that the {@link TermFence} has accepted.
   *
   * @throws IllegalArgumentException if this clock cannot have shown its reading since the previous
   *     correction, or since it slept
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
          "reading: %d ns before the sleep of this node was detected"
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
      unslewedFrequencyRatio = course.estimate().rateRatio();
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
   * Applies a correction by a master that has not corrected this clock before, whatever the number
   * of its term: earlier measurements no longer bound its time.
   */
  synchronized void applyOfAnother(Adjustment adjustment) {
    discipline.restartBound();
    apply(adjustment);
  }

  /**
   * Corrects this clock as the master's: it is cluster time, so its bound is zero and its rate does
   * not change. Before the first correction it is stepped; later it is slewed, so slowly that the
   * members' bounds hold meanwhile. If its node was elected while an order moved cluster time, it
   * leads at the rate from before the order.
   *
   * @param adjustment what to add; if it has a slew of cluster time, by an order, a delta of 0
   *     means to continue what is under way
   */
  synchronized void applyAsMaster(Adjustment adjustment) {
    long deltaNanos = adjustment.deltaNanos();
    double orderedRatio = adjustment.clusterSlewPpm() * PPM;
    // Relative to the clock's present time, not to the target of an earlier correction: the members
    // were measured against the former, and a delta replaces what is left of an earlier one.
    SteeredClock.View now = clock.view();
    Line target =
        orderedRatio > 0 && deltaNanos == 0 && isClusterTime
            ? clock.estimate()
            : new Line(
                now.localTicks(),
                now.reading().timeNanos() + deltaNanos,
                clusterSlewing ? unslewedFrequencyRatio : now.frequencyRatio());
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
    unslewedFrequencyRatio = target.rateRatio();
    orderedSlewRatio = orderedRatio;
    isClusterTime = true;
    corrected(now.localTicks(), -deltaNanos);
  }

  /**
   * Starts the clock of a group's master whose parent has not corrected it: a newcomer is stepped,
   * and its bound says that nothing is known of the time at the top. Has no effect later.
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

  /** Sets the lease under which this clock is cluster time. */
  void setLease(MasterLease given) {
    lease = given;
  }

  /**
   * Returns the clock at one instant. If the lease has ended while this node leads, because it was
   * stopped, there may be a successor: the bound is then as wide as {@link #resign} would make it.
   */
  public SteeredClock.View view() {
    SteeredClock.View view = clock.view();
    MasterLease held = lease;
    if (!isClusterTime || view.reading().ticksNanos() <= held.untilTicks().getAsLong()) {
      return view;
    }
    ErrorBound growing =
        discipline.boundWithoutMeasurement(
            correctedTicks, ErrorBound.NONE, held.doubtNanos(), orderedSlewRatio);
    return view.widened(growing.highAt(view.localTicks()));
  }

  /**
   * Drops the rest of a correction and continues at the estimated frequency, before members are
   * measured against this clock: otherwise they would take the rate of the slew for that of cluster
   * time. The bound keeps its place.
   */
  synchronized void runStraight() {
    if (synchronised) {
      SteeredClock.View now = clock.view();
      long missing = clock.estimate().at(now.localTicks()) - now.reading().timeNanos();
      // A frequency learnt while an order moved cluster time includes the rate of the order.
      double rate = clusterSlewing ? unslewedFrequencyRatio : now.frequencyRatio();
      clock.slew(discipline.courseOf(straightOn(now, rate), clock.bound().shiftedBy(missing)));
    }
  }

  private static Line straightOn(SteeredClock.View now, double frequencyRatio) {
    return new Line(now.localTicks(), now.reading().timeNanos(), frequencyRatio);
  }

  /**
   * Ends this clock's being cluster time: another node's clock is, perhaps since this one's newest
   * round, so the bound has grown since then. Has no effect if that node has corrected this clock
   * already.
   *
   * @param doubtNanos how far the next master may have been from this clock in that round, in
   *     nanoseconds
   */
  synchronized void resign(long doubtNanos) {
    if (isClusterTime) {
      isClusterTime = false;
      ErrorBound growing =
          discipline.boundWithoutMeasurement(
              correctedTicks, clock.bound(), doubtNanos, orderedSlewRatio);
      orderedSlewRatio = 0;
      // Cluster time was what this clock showed, not the target of a slew under way.
      SteeredClock.View now = clock.view();
      clock.slew(discipline.courseOf(straightOn(now, now.frequencyRatio()), growing));
    }
  }

  private void corrected(long now, long offsetNanos) {
    long spacing = synchronised ? now - correctedTicks : Long.MAX_VALUE;
    // The smaller of two: a single long silence does not make the usual spacing longer.
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
   * Records that this process or its host slept.
   *
   * @param missedNanos the time for which the ticks may have stood still meanwhile, in nanoseconds;
   *     the bound grows by it
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
   * Notifies the listeners if the state has changed. To be called regularly, since holdover begins
   * without an event.
   */
  public void noticeState() {
    listeners.notice(state());
  }

  /** Returns the clock that this one steers. */
  public SteeredClock steered() {
    return clock;
  }

  /** Returns the offset against the agreed time at the newest correction, in nanoseconds. */
  long lastOffsetNanos() {
    return lastOffsetNanos;
  }

  /** Returns the local ticks of the newest correction. */
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
