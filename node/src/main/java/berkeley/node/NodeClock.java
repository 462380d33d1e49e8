package berkeley.node;

import berkeley.api.ClockListener;
import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.TimeReading;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ContradictionException;
import berkeley.api.wire.Statement;
import berkeley.node.clock.Course;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Joint;
import berkeley.node.clock.Line;
import berkeley.node.clock.Standing;
import berkeley.node.clock.SteeredClock;
import berkeley.node.clock.SteeredClock.View;
import berkeley.node.discipline.Discipline;
import berkeley.node.discipline.Discipline.Joined;
import berkeley.node.discipline.Discipline.Measured;
import berkeley.node.election.TermFence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A node's synchronised clock: implements {@link SynchronizedClock} by a {@link SteeredClock} and
 * its {@link Discipline}, for members; {@link MasterLine} is what it does while its node leads.
 *
 * <p>What {@link SynchronizedClock} has is for any thread, and takes no lock, as in {@link
 * SteeredClock}; only who awaits something waits in a monitor. All else is for the node's loop.
 */
public final class NodeClock extends SynchronizedClock {

  /** After this many missing corrections in a row a node is in holdover. */
  private static final int MISSED_CORRECTIONS = 3;

  /** The rounding error of converting ticks to node time and back. */
  private static final long ROUNDING_NANOS = 2;

  private final SteeredClock clock;
  private final Discipline discipline;
  private final long holdoverAfterNanos;
  private final StateListeners listeners;
  private final Waiters waiters = new Waiters();
  private final CountDownLatch synchronisedOnce = new CountDownLatch(1);

  /** Local ticks of the newest correction. */
  private long correctedTicks;

  /** The time between the two newest corrections. */
  private long spacingNanos;

  private long lastOffsetNanos;

  /** Local ticks when the newest sleep was detected. */
  private long sleptTicks;

  /** Whether no reading later than {@link #sleptTicks} has been corrected yet. */
  private boolean sleptSinceCorrection;

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
    if (!clock.isSynchronised()) {
      throw notYet();
    }
    return clock.nanos();
  }

  @Override
  public TimeReading now() {
    View view = clock.view();
    if (view.standing().state() == NodeState.NEWCOMER) {
      throw notYet();
    }
    Standing standing = view.standing();
    return new TimeReading(
        view.reading().timeNanos(),
        view.isShown() ? view.earliestNanos() : Long.MIN_VALUE,
        view.isShown() ? view.latestNanos() : Long.MIN_VALUE,
        view.state(),
        standing.master(),
        standing.term(),
        standing.epoch(),
        standing.disruptions());
  }

  @Override
  public long earliestNanos() {
    return given(clock.earliestNanos());
  }

  @Override
  public long latestNanos() {
    return given(clock.latestNanos());
  }

  private long given(long edge) {
    if (edge == Long.MIN_VALUE) {
      throw clock.isSynchronised() ? noInterval() : notYet();
    }
    return edge;
  }

  @Override
  public NodeState state() {
    return clock.state();
  }

  @Override
  public long disruptions() {
    return clock.standing().disruptions();
  }

  @Override
  public boolean awaitSynchronized(Duration timeout) throws InterruptedException {
    return synchronisedOnce.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean awaitBound(Duration limit, Duration timeout) throws InterruptedException {
    long most = TimeUnit.NANOSECONDS.convert(limit);
    return waiters.await(
        () -> {
          View now = clock.view();
          return now.isShown() && now.errorBoundNanos() <= most ? 0 : Long.MAX_VALUE;
        },
        timeout);
  }

  @Override
  public void awaitPast(Instant instant) throws InterruptedException {
    while (!awaitPast(instant, Duration.ofDays(1))) {
      // the instant is farther away than that
    }
  }

  @Override
  public boolean awaitPast(Instant instant, Duration timeout) throws InterruptedException {
    if (!clock.isSynchronised()) {
      throw notYet();
    }
    return waiters.await(() -> missingUntil(instant), timeout);
  }

  private long missingUntil(Instant instant) {
    long earliest = clock.earliestNanos();
    if (earliest == Long.MIN_VALUE) {
      return Long.MAX_VALUE;
    }
    Instant begin = toInstant(earliest);
    return begin.isAfter(instant)
        ? 0
        : Math.max(1, TimeUnit.NANOSECONDS.convert(Duration.between(begin, instant)));
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
   * @throws ContradictionException if it cannot be true together with what this clock knows; the
   *     clock gives no interval until two corrections agree
   * @throws IllegalStateException if the clock could not be steered; nothing was applied
   */
  void apply(Adjustment adjustment) {
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
    if (isContradicted(adjustment, readingTicks)) {
      contradict();
      throw new ContradictionException(
          "cluster time: %s +- %d ns, while this node knows another"
              .formatted(adjustment.targetNanos(), adjustment.errorBoundNanos()));
    }
    Measured measured =
        discipline.correct(
            readingTicks,
            adjustment.targetNanos(),
            adjustment.errorBoundNanos(),
            adjustment.rttNanos(),
            adjustment.statement());
    Standing before = clock.standing();
    Course.Plan plan = joint -> courseAt(joint, before, measured, adjustment, now);
    publish(plan);
    corrected(now, -adjustment.deltaNanos());
  }

  /** Publishes what this node has been told or has agreed upon. */
  private void publish(Course.Plan plan) {
    if (!clock.isSynchronised()) {
      clock.step(plan);
    } else if (isToMakeUp(clock.standing())) {
      clock.stepForward(plan);
    } else {
      clock.slew(plan);
    }
    sleptSinceCorrection = false;
  }

  /** Returns whether this clock, unless it is in doubt already, knows better. */
  private boolean isContradicted(Adjustment adjustment, long readingTicks) {
    View mine = clock.view();
    long ageNanos = mine.localTicks() - readingTicks;
    boolean comparable =
        isKnown(mine.standing()) && mine.standing().epoch() == adjustment.statement().epoch();
    if (!comparable || mine.standing().state() == NodeState.CONTRADICTED) {
      return false;
    }
    long doubt = discipline.doubtAfter(adjustment.errorBoundNanos(), ageNanos);
    long target = adjustment.targetNanos() + ageNanos;
    return mine.highestNanos() < target - doubt || target + doubt < mine.lowestNanos();
  }

  /** Keeps what is known, but shows it no more. */
  private void contradict() {
    Standing contradicted = clock.standing().shown(false).disrupted(NodeState.CONTRADICTED);
    clock.slew(joint -> discipline.courseOf(clock.estimate(), clock.bound(), contradicted));
    noticeState();
  }

  /**
   * Returns whether the next estimate may bring this clock forward at once: if it stood still while
   * its process slept, or a majority has taken from it what it knew. The word of one master alone
   * is not enough: it could throw everybody forward, and nobody comes back.
   */
  private boolean isToMakeUp(Standing before) {
    return sleptSinceCorrection
        || (before.state() == NodeState.CONTRADICTED && clock.bound().isUnknown());
  }

  private Course courseAt(
      Joint joint, Standing before, Measured measured, Adjustment adjustment, long now) {
    Statement said = adjustment.statement();
    boolean comparable = before.epoch() == said.epoch() && isKnown(before);
    Joined joined =
        comparable ? measured.joinedAt(joint) : new Joined(measured.aloneAt(joint), true);
    // What misses what was known replaces it, and is shown once the next correction agrees with it.
    boolean agrees = joined.meet();
    boolean wasInDoubt = before.state() == NodeState.CONTRADICTED;
    NodeState state = NodeState.SYNCHRONISED;
    if (!agrees) {
      state = NodeState.CONTRADICTED;
    } else if (!said.isHeld() && before.state() == NodeState.NEWCOMER) {
      state = NodeState.NEWCOMER;
    }
    if (!agrees || wasInDoubt) {
      // Of what was measured before a contradiction nothing counts.
      discipline.restart();
    }
    Standing standing =
        new Standing(
            state,
            now + holdoverLimitNanos(before, now),
            agrees && said.isHeld(),
            adjustment.term(),
            adjustment.master(),
            said.epoch(),
            said.phase(),
            said.goodForNanos() == 0,
            before.disruptions() + (agrees || wasInDoubt ? 0 : 1));
    return discipline.courseOf(measured.estimate(), joined.bound(), standing);
  }

  /** Returns whether this clock has been set in its epoch, shown or not. */
  private static boolean isKnown(Standing standing) {
    return !standing.equals(Standing.NEWCOMER);
  }

  /** As long as three corrections are apart, however rare rounds have become. */
  private long holdoverLimitNanos(Standing before, long now) {
    long spacing = before.state() == NodeState.SYNCHRONISED ? now - correctedTicks : 0;
    // Rounds become rarer by doubling, so one long silence does not make the usual spacing longer.
    long usual = Math.min(spacing, spacingNanos * 5 / 2);
    return Math.max(holdoverAfterNanos, MISSED_CORRECTIONS * usual);
  }

  /**
   * Publishes a course that this node as a master has planned.
   *
   * @param offsetNanos its offset against what it agreed upon, in nanoseconds
   */
  void lead(Course.Plan plan, long offsetNanos) {
    publish(plan);
    corrected(clock.localTicks(), offsetNanos);
  }

  /** Records a round in which this node, as a master, agreed with its own time. */
  void agreed() {
    corrected(clock.localTicks(), 0);
  }

  /** Publishes a course that changes nothing of what this node has been told. */
  void republish(Course.Plan plan) {
    clock.slew(plan);
    tellWaiters();
  }

  private void corrected(long now, long offsetNanos) {
    spacingNanos = now - correctedTicks;
    correctedTicks = now;
    lastOffsetNanos = offsetNanos;
    tellWaiters();
  }

  private void tellWaiters() {
    if (clock.isSynchronised()) {
      synchronisedOnce.countDown();
    }
    noticeState();
    waiters.wake();
  }

  /**
   * Records that this process or its host slept.
   *
   * @param missedNanos the time for which the ticks may have stood still meanwhile, in nanoseconds;
   *     the bound grows by it
   */
  public void slept(long missedNanos) {
    Standing before = clock.standing();
    if (missedNanos > 0) {
      sleptTicks = clock.localTicks();
      sleptSinceCorrection = true;
      discipline.restart();
    }
    if (!isKnown(before)) {
      return;
    }
    Standing slept =
        before.disrupted(
            clock.isSynchronised() && before.state() != NodeState.CONTRADICTED
                ? NodeState.SUSPENDED
                : before.state());
    clock.slew(
        joint ->
            discipline.courseOf(
                clock.estimate(),
                missedNanos > 0 ? discipline.afterSleep(joint, missedNanos) : clock.bound(),
                slept));
    noticeState();
  }

  /** Withdraws the interval: a majority has contradicted it. */
  void forget() {
    forget(clock.standing().forgotten());
  }

  /** Withdraws the interval, and follows whichever epoch comes. */
  void leaveEpoch() {
    forget(clock.standing().forgotten().inEpoch(0));
  }

  private void forget(Standing contradicted) {
    discipline.restart();
    clock.slew(
        joint ->
            discipline.courseOf(
                new Line(joint.ticksNanos(), joint.estimateNanos(), joint.frequencyRatio()),
                ErrorBound.unknownFrom(joint.ticksNanos()),
                contradicted));
    noticeState();
  }

  /**
   * Notifies the listeners if the state has changed. To be called regularly, since holdover begins
   * without an event.
   */
  public void noticeState() {
    listeners.notice(clock.publishedState());
  }

  /** Returns the clock that this one steers. */
  public SteeredClock steered() {
    return clock;
  }

  /** Returns what turns corrections into courses. */
  Discipline discipline() {
    return discipline;
  }

  /** Returns the clock at one instant. */
  public View view() {
    return clock.view();
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
