package berkeley.simulator.chaos;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Line;
import berkeley.node.clock.SteeredClock.View;
import berkeley.simulator.environment.SimulatedProcess;
import berkeley.simulator.promise.ClockReading;
import berkeley.simulator.promise.ClockState;
import berkeley.simulator.promise.MasterTerm;
import berkeley.simulator.promise.NodeLife;
import berkeley.simulator.promise.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Watches one life for the checks of the promises: reads its clock just before each of its events,
 * and has all clocks read just after each one that has published a segment or changed a role.
 *
 * <p>Believes nothing that the node says of others. Which mastership a reading comes from is
 * supplied here.
 */
final class NodeObserver implements SimulatedProcess.EventWatch {

  private static final long NOT_HELD = Long.MIN_VALUE;

  private final NodeInstance life;
  private final NodeLife name;
  private final PromiseObserver promises;
  private final String electorate;
  private final boolean needsLease;

  /** The mastership that sent the newest correction. */
  private MasterTerm correctedBy = MasterTerm.NONE;

  /** The mastership whose cluster time it told: the same, or that of the level above. */
  private MasterTerm authority = MasterTerm.NONE;

  /** What the clock said before the event that is happening, until that is told. */
  private @Nullable ClockReading before;

  private @Nullable Line estimateBefore;
  private @Nullable ErrorBound boundBefore;
  private @Nullable NodeState stateBefore;
  private long termBefore;
  private boolean ledBefore;

  private long heldSinceNanos = NOT_HELD;
  private long heldTerm;
  private boolean awaitingEnd;

  NodeObserver(NodeInstance life, PromiseObserver promises) {
    this.life = life;
    this.promises = promises;
    name = new NodeLife(life.id.name(), life.id.incarnation());
    electorate = PromiseObserver.electorateOf(life.host.role);
    needsLease = life.simulation.isAuthority(life.host.role);
  }

  NodeLife name() {
    return name;
  }

  /** Returns the mastership that this life has in a term. */
  MasterTerm masterIn(long term) {
    return new MasterTerm(electorate, term, name.node(), name.incarnation());
  }

  /** Returns whose cluster time this life's corrections tell: a group's master only relays. */
  private MasterTerm authorityIn(long term) {
    return needsLease || authority.isNone() ? masterIn(term) : authority;
  }

  /** Returns what the node's clock says now, of which the node is one that runs. */
  ClockReading read() {
    View view = life.clock.view();
    long now = promises.now();
    ClockReading.Builder reading =
        ClockReading.of(now, name)
            .epoch(view.standing().epoch())
            .rateLimitPpb(PromiseObserver.DECLARED_RATE_PPB)
            .steps(view.standing().disruptions());
    NodeState state = life.clock.state();
    if (state != NodeState.NEWCOMER) {
      reading
          .time(view.localTicks(), view.reading().timeNanos())
          .state(
              ClockState.valueOf(state.name()),
              view.standing().master().equals(name.node())
                  ? masterIn(view.standing().term())
                  : correctedBy);
    }
    if (view.isShown()) {
      reading.interval(view.earliestNanos(), view.latestNanos());
    }
    return reading.build();
  }

  @Override
  public void before() {
    before = read();
    estimateBefore = life.steered.estimate();
    boundBefore = life.steered.bound();
    stateBefore = life.clock.state();
    termBefore = life.term();
    ledBefore = life.leads();
  }

  /**
   * Records a correction that was applied in the event that is happening.
   *
   * @param sender the life whose correction it is
   */
  void applied(Adjustment adjustment, NodeInstance sender) {
    tellBefore();
    if (sender == life && !needsLease) {
      return; // a group's master knows of cluster time what its parent says
    }
    correctedBy = sender.observer.masterIn(adjustment.term());
    authority = sender.observer.authorityIn(adjustment.term());
    promises.observe(
        new Observation.AdjustmentApplied(
            promises.now(),
            name,
            epochOf(adjustment, sender),
            correctedBy,
            authority,
            sender.observer.name,
            adjustment.round()));
  }

  /** A master's correction of its own clock says nothing of an epoch: it is that of its clock. */
  private long epochOf(Adjustment adjustment, NodeInstance sender) {
    long epoch = sender == life ? life.steered.standing().epoch() : adjustment.statement().epoch();
    if (epoch == 0) {
      throw new ViolationError(
          InvariantKind.FAILURE, "%s applied %s, which is of no epoch", life.id, adjustment);
    }
    return epoch;
  }

  /** Records a correction that this life has accepted without an exception. */
  void returned(Adjustment adjustment, NodeInstance sender) {
    promises.observe(
        new Observation.AdjustReturned(
            promises.now(), sender.observer.masterIn(adjustment.term()), adjustment.round(), name));
  }

  private void tellBefore() {
    if (before != null) {
      promises.observe(before);
      before = null;
    }
  }

  @Override
  public void after() {
    if (life.isOver()) {
      ended();
      return;
    }
    followLease();
    if (hasChanged()) {
      tellBefore();
      promises.lookAtAll();
    }
    before = null;
  }

  /** Compares identities: each publication makes a new line and a new bound. */
  @SuppressWarnings("ReferenceEquality")
  private boolean hasChanged() {
    return life.steered.estimate() != estimateBefore
        || life.steered.bound() != boundBefore
        || life.leads() != ledBefore
        || life.term() != termBefore
        || life.clock.state() != stateBefore;
  }

  /** Records that this life is over: its lease with it, if it held one. */
  void ended() {
    before = null;
    releaseLease();
  }

  /** Returns whether it holds a lease now, stopped or not. A group's master needs none. */
  boolean holdsLease() {
    return needsLease && !life.isOver() && life.leads();
  }

  /** Returns the term of the lease that it holds. */
  long leaseTerm() {
    return life.term();
  }

  /**
   * Tells cluster time, while this life holds the lease: its line, once the doubt of its takeover
   * has glided away. It has begun to lead an event later than it was elected.
   */
  void tellClusterTime() {
    View view = life.clock.view();
    boolean leads = life.driver.mastership().isPresent() && view.standing().isKnown();
    if (leads && view.doubtNanos() == 0) {
      promises.observe(
          new Observation.ClusterTimeKnown(
              promises.now(), view.standing().epoch(), view.estimateNanos(), name));
    }
  }

  /** Tells for how long the lease has been held up to now, and goes on. */
  void tellLease() {
    if (heldSinceNanos != NOT_HELD) {
      long now = promises.now();
      promises.observe(
          new Observation.LeaseHeld(heldSinceNanos, now, name, electorate, masterIn(heldTerm)));
      heldSinceNanos = now;
    }
  }

  private void releaseLease() {
    tellLease();
    heldSinceNanos = NOT_HELD;
  }

  private void followLease() {
    boolean holds = holdsLease();
    if (heldSinceNanos != NOT_HELD && (!holds || heldTerm != leaseTerm())) {
      releaseLease();
    }
    if (holds && heldSinceNanos == NOT_HELD) {
      heldSinceNanos = promises.now();
      heldTerm = leaseTerm();
    }
    if (holds && !awaitingEnd && life.leadsUntilTicks() != Long.MAX_VALUE) {
      awaitingEnd = true;
      awaitLeaseEnd();
    }
  }

  /** Looks at all just before the lease ends and just after, also if the process is stopped. */
  private void awaitLeaseEnd() {
    long left = ticksLeft();
    if (heldSinceNanos == NOT_HELD) {
      awaitingEnd = false;
    } else if (left <= 0) {
      awaitingEnd = false;
      releaseLease();
      promises.lookAtAll();
    } else {
      if (left == 1) {
        promises.lookAtAll();
      }
      // Up to the last tick first; the counter may have changed its rate when it comes to it.
      long ticks = Math.max(1, left - 1);
      promises.in((long) (ticks / (1 + life.host.counter.ratio())) + 1, this::awaitLeaseEnd);
    }
  }

  private long ticksLeft() {
    return life.leadsUntilTicks() - life.ticks();
  }
}
