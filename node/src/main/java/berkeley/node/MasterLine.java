package berkeley.node;

import berkeley.api.NodeState;
import berkeley.node.clock.Course;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Joint;
import berkeley.node.clock.Line;
import berkeley.node.clock.Standing;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import java.util.random.RandomGenerator;

/**
 * Cluster time while this node leads: a line of its own counter, which its node time follows by
 * slewing as any member's does.
 *
 * <p><b>Problem.</b> Cluster time must go on through a change of master as if nobody had changed,
 * or intervals that were given before would be wrong.
 *
 * <p><b>Idea.</b> The line starts in the middle of what the new master knew, and the doubt, half of
 * that, is part of every statement: cluster time is the line plus a difference that nobody knows,
 * and that difference is defined to glide to nothing. Once it has, a phase begins in which cluster
 * time keeps the rate of the line, and statements are good for as long as the lease lasts. An order
 * begins a phase without such promises, and moves the line when those of the phase before have run
 * out; a doubt stays as it is meanwhile, so that cluster time is never off its rate by both. So the
 * line itself is cluster time by definition, wherever it goes within the declared rate; a timer
 * that fires late makes an order inexact, and no bound wrong.
 *
 * <p><b>Limit.</b> A winner that knew less than the members leads with what it knew. For the node's
 * loop.
 */
final class MasterLine {

  private static final double NANOS_PER_SECOND = 1e9;

  private final NodeClock clock;
  private final SteeredClock steered;
  private final Discipline discipline;

  /** How much faster than the node's own counter cluster time runs while nothing moves it. */
  private double frequency;

  /** Where an order or an agreement moves the line to; it runs parallel to that afterwards. */
  private Line target = new Line(0, 0, 0);

  /** Whether what it knows was told by others, who hold it. */
  private boolean isAdopted;

  private boolean isMoving;
  private boolean isAnnounced;

  /** Whether rounds may move the line at any time, so that no phase ever promises a rate. */
  private boolean isLoose;

  /** The frequency to which the slew of a move was added. */
  private double movingFrom;

  private long term;
  private String master = "";
  private long leaseUntilTicks;
  private long decayedTicks;

  MasterLine(NodeClock clock) {
    this.clock = clock;
    this.steered = clock.steered();
    this.discipline = clock.discipline();
  }

  /**
   * Carries on the cluster time that this node knows.
   *
   * @param keptItsRate whether it is certain that cluster time has kept the rate that this node
   *     measured since it was corrected last
   * @param random draws the number of the phase
   */
  void takeOver(Reign reign, boolean keptItsRate, RandomGenerator random) {
    begin(reign);
    Standing before = steered.standing();
    ErrorBound known = steered.bound();
    Line estimate = steered.estimate();
    frequency = discipline.leadingFrequency(estimate.rateRatio());
    long phase = draw(random);
    Standing shown = isAdopted ? before.held() : before;
    isAdopted = false;
    clock.lead(
        joint -> {
          Joint told = keptItsRate ? narrowed(joint, estimate, known) : joint;
          long doubt = told.halfWidthNanos();
          Line line = new Line(joint.ticksNanos(), told.middleNanos(), frequency);
          return course(line, doubt, lead(shown, before.epoch(), phase, doubt > 0));
        },
        0);
  }

  private static Joint narrowed(Joint joint, Line estimate, ErrorBound known) {
    ErrorBound kept = known.goodUntil(joint.ticksNanos() + ErrorBound.FOR_GOOD_NANOS);
    long line = estimate.at(joint.ticksNanos());
    return new Joint(
        joint.ticksNanos(),
        joint.timeNanos(),
        line,
        joint.frequencyRatio(),
        line + kept.lowAt(joint.ticksNanos()),
        line + kept.highAt(joint.ticksNanos()));
  }

  /** Knows from now on what others knew when they were asked, however long ago that was. */
  void adopt(KnownTime time) {
    Standing before = steered.standing();
    long asked = steered.localTicksAt(time.atTicks());
    long width = time.latestNanos() - time.earliestNanos();
    clock.lead(
        joint -> {
          Line line =
              new Line(
                  asked,
                  time.earliestNanos() + width / 2,
                  discipline.leadingFrequency(joint.frequencyRatio()));
          ErrorBound known = discipline.unmeasured(line, asked, (width + 1) / 2);
          return discipline.courseOf(
              line,
              known.from(
                  joint.ticksNanos(),
                  known.lowAt(joint.ticksNanos()),
                  known.highAt(joint.ticksNanos())),
              new Standing(
                  before.state() == NodeState.CONTRADICTED ? NodeState.SUSPENDED : before.state(),
                  joint.ticksNanos(),
                  false,
                  before.term(),
                  before.master(),
                  time.epoch(),
                  0,
                  true,
                  before.disruptions()));
        },
        0);
    isAdopted = true;
  }

  /**
   * Begins a cluster time, where nobody knows one: the time that the first round agreed upon.
   *
   * @param deltaNanos from this node's estimate, by which the round measured, to that
   * @param isHeld whether an interval may be shown at once
   * @param random draws the numbers of the epoch and the phase
   */
  void beginEpoch(Reign reign, long deltaNanos, boolean isHeld, RandomGenerator random) {
    begin(reign);
    Standing before = steered.standing();
    frequency = 0;
    long epoch = draw(random);
    long phase = draw(random);
    clock.lead(
        joint -> {
          Line line = new Line(joint.ticksNanos(), joint.estimateNanos() + deltaNanos, 0);
          Standing led = lead(before.shown(isHeld), epoch, phase, false);
          return course(line, 0, isHeld ? led.held() : led);
        },
        -deltaNanos);
  }

  private void begin(Reign reign) {
    term = reign.term();
    master = reign.master();
    isLoose = reign.isLoose();
    isMoving = false;
    isAnnounced = false;
    leaseUntilTicks = steered.localTicksAt(reign.untilTicks());
    decayedTicks = steered.localTicks();
  }

  private Standing lead(Standing before, long epoch, long phase, boolean glides) {
    return new Standing(
        before.state() == NodeState.NEWCOMER ? NodeState.NEWCOMER : NodeState.SYNCHRONISED,
        leaseUntilTicks,
        before.isShown(),
        term,
        master,
        epoch,
        phase,
        glides || isLoose,
        before.disruptions());
  }

  private Course course(Line line, long doubtNanos, Standing standing) {
    return discipline.courseOf(
        line, discipline.masterBound(line, doubtNanos, leaseUntilTicks, !isMoving), standing);
  }

  /** Returns a line of other rate that continues the present one at a knee, its doubt unchanged. */
  private Course continued(Joint joint, double rate, Standing standing) {
    long doubt =
        Math.max(
            joint.latestNanos() - joint.estimateNanos(),
            joint.estimateNanos() - joint.earliestNanos());
    return course(new Line(joint.ticksNanos(), joint.estimateNanos(), rate), doubt, standing);
  }

  /**
   * Publishes that the lease lasts longer. One that had run out is renewed: a majority has
   * acknowledged this mastership since, so nobody else led meanwhile and cluster time ran on. What
   * its bound has grown by glides away, in a phase of its own.
   *
   * @param random draws the number of the phase
   */
  void prolong(long untilRawTicks, RandomGenerator random) {
    long until = steered.localTicksAt(untilRawTicks);
    long now = steered.localTicks();
    boolean isOver = leaseUntilTicks - now <= 0;
    if (until - now <= 0 || until - leaseUntilTicks <= 0) {
      return;
    }
    leaseUntilTicks = until;
    Standing standing = steered.standing();
    republish(isOver ? standing.inPhase(draw(random), true) : standing);
  }

  /**
   * Does what has become due: begins the phase that promises a rate, once nothing moves cluster
   * time any more; brings the rate back towards that of the bare counter, so slowly that the
   * members' allowance for wander covers it, so that it does not wander off over many masterships.
   *
   * @param random draws the number of the phase
   */
  void look(RandomGenerator random) {
    Standing standing = steered.standing();
    boolean isSteady = !isLoose && !isMoving && !isAnnounced && steered.view().doubtNanos() == 0;
    long now = steered.localTicks();
    double most = discipline.decayPerSecond() * (now - decayedTicks) / NANOS_PER_SECOND;
    decayedTicks = now;
    double before = frequency;
    frequency -= Math.copySign(Math.min(most, Math.abs(frequency)), frequency);
    if (standing.isMoving() && isSteady) {
      republish(standing.inPhase(draw(random), false));
    } else if (frequency != before || standing.state() == NodeState.SUSPENDED) {
      republish(standing);
    }
  }

  private void republish(Standing standing) {
    double slew = isMoving ? steered.estimate().rateRatio() - movingFrom : 0;
    movingFrom = frequency;
    clock.republish(joint -> continued(joint, frequency + slew, standing.current(leaseUntilTicks)));
  }

  /** Begins a phase in which cluster time may be moved; it keeps its rate until {@link #move}. */
  void announce(RandomGenerator random) {
    isAnnounced = true;
    republish(steered.standing().inPhase(draw(random), true));
  }

  /** Ends what was announced; the next {@link #look} begins a phase that promises a rate. */
  void conclude() {
    isAnnounced = false;
  }

  /** Shows intervals from now on: a majority holds the epoch. */
  void hold() {
    republish(steered.standing().held());
  }

  /**
   * Moves cluster time.
   *
   * @param deltaNanos by how much in all
   * @param slewRatio how much faster or slower it runs until then, above 0
   */
  void move(long deltaNanos, double slewRatio) {
    isMoving = deltaNanos != 0;
    movingFrom = frequency;
    double slew = isMoving ? Math.copySign(slewRatio, deltaNanos) : 0;
    Standing standing = steered.standing().current(leaseUntilTicks);
    clock.lead(
        joint -> {
          target = new Line(joint.ticksNanos(), joint.estimateNanos() + deltaNanos, frequency);
          return continued(joint, frequency + slew, standing);
        },
        -deltaNanos);
  }

  /** Ends a move where it is. */
  void stay() {
    if (isMoving) {
      isMoving = false;
      republish(steered.standing());
    }
  }

  /** Returns what is left of a move, in nanoseconds; 0 if there is none. */
  long leftNanos() {
    long now = steered.localTicks();
    return isMoving ? target.at(now) - steered.estimate().at(now) : 0;
  }

  /**
   * Returns for how long a move goes on, in nanoseconds of the node's counter; 0 if there is none.
   */
  long moveLastsNanos() {
    double slew = steered.estimate().rateRatio() - movingFrom;
    long left = leftNanos();
    return left == 0 || slew == 0 ? 0 : Math.max(0, (long) (left / slew));
  }

  private static long draw(RandomGenerator random) {
    return 1 + (random.nextLong() >>> 1);
  }
}
