package berkeley.node;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.BoundComposition;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.Statement;
import berkeley.master.ClusterTime;
import berkeley.master.MasterClock;
import berkeley.master.MovableTime;
import berkeley.master.TimeOrderHandler;
import berkeley.master.UpstreamState;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Line;
import berkeley.node.clock.Standing;
import berkeley.node.clock.SteeredClock;
import berkeley.node.clock.SteeredClock.View;
import berkeley.node.election.ClockKnowledge;
import berkeley.node.election.TermFence;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A node without its network: its clock, the master that it obeys, the rounds that it has led.
 *
 * <p>For the node's loop, save for {@link #nodeTime} and {@link #term}, which any thread may ask.
 */
public final class NodeCore implements NodeService, MasterClock {

  private static final double PPM = 1e6;

  private final String id;
  private final long incarnation;
  private final long pid;
  private final NodeClock clock;
  private final SteeredClock steered;
  private final CorrectionListener corrections;
  private final RoundHistory led = new RoundHistory();

  private final RandomGenerator random;
  private final MasterLine line;

  /** How far off the rate of this node's counter may be. */
  private final double steadiness;

  private final TermFence termFence = new TermFence();
  private Role role = Role.SLAVE;
  private Optional<Collector> collector = Optional.empty();
  private Optional<TimeOrderHandler> orders = Optional.empty();
  private Optional<UpstreamLink> parent = Optional.empty();
  private Optional<Reign> reign = Optional.empty();
  private long longestStatementNanos = Long.MAX_VALUE;
  private Consumer<Adjustment> correctionCheck = adjustment -> {};

  /**
   * Creates a node that reports its corrections.
   *
   * @param id its name
   * @param incarnation a number that differs between two starts under one name
   * @param clock its clock, which also gives it its ticks
   * @param corrections receives each correction that is applied
   * @param random draws the numbers of epochs and phases
   */
  public NodeCore(
      String id,
      long incarnation,
      NodeClock clock,
      CorrectionListener corrections,
      RandomGenerator random) {
    this(id, incarnation, 0, clock, corrections, random);
  }

  /**
   * Creates a node that has a process of its own.
   *
   * @param id its name
   * @param incarnation a number that differs between two starts under one name
   * @param pid the id of its process, as {@link #status} shows it; 0 where it has none
   * @param clock its clock, which also gives it its ticks
   * @param corrections receives each correction that is applied
   * @param random draws the numbers of epochs and phases
   */
  public NodeCore(
      String id,
      long incarnation,
      long pid,
      NodeClock clock,
      CorrectionListener corrections,
      RandomGenerator random) {
    this.corrections = corrections;
    this.random = random;
    this.line = new MasterLine(clock);
    this.steadiness = clock.discipline().driftLimitRatio();
    this.id = id;
    this.incarnation = incarnation;
    this.pid = pid;
    this.clock = clock;
    this.steered = clock.steered();
  }

  /** Returns the node's name. */
  public String id() {
    return id;
  }

  /** Returns the number that differs between two lives under the node's name. */
  public long incarnation() {
    return incarnation;
  }

  @Override
  public long nodeTime() {
    return steered.nanos();
  }

  @Override
  public void adjust(Adjustment adjustment) {
    correctionCheck.accept(adjustment);
    termFence.accept(adjustment);
    if (role == Role.MASTER && adjustment.master().equals(id)) {
      if (parent.isPresent()) {
        beginWithoutParent(adjustment);
      } else {
        lead(adjustment);
      }
    } else {
      clock.apply(adjustment);
    }
    corrections.corrected(id, adjustment);
  }

  /** Carries out what a round has agreed upon for this master's own clock. */
  private void lead(Adjustment own) {
    Reign present = reign.orElseThrow();
    if (newcomer()) {
      line.beginEpoch(present, own.deltaNanos(), own.statement().isHeld(), random);
    } else if (own.clusterSlewPpm() > 0 && own.deltaNanos() != 0) {
      line.move(own.deltaNanos(), own.clusterSlewPpm() * 1e-6);
    } else {
      if (own.clusterSlewPpm() == 0) {
        line.stay();
      }
      clock.agreed();
    }
    line.look(random);
  }

  /** A group that its parent has not corrected yet agrees among itself, and knows no bound. */
  private void beginWithoutParent(Adjustment own) {
    if (clock.steered().standing().equals(Standing.NEWCOMER)) {
      clock.lead(
          joint ->
              clock
                  .discipline()
                  .courseOf(
                      new Line(
                          joint.ticksNanos(),
                          joint.timeNanos() + own.deltaNanos(),
                          joint.frequencyRatio()),
                      ErrorBound.unknownFrom(joint.ticksNanos()),
                      new Standing(
                          NodeState.SYNCHRONISED,
                          joint.ticksNanos() + ErrorBound.FOR_GOOD_NANOS,
                          true,
                          own.term(),
                          id,
                          0,
                          0,
                          true,
                          0)),
          -own.deltaNanos());
    }
  }

  /** Sets the link by which this node, while it leads, follows the level above. */
  void followParentBy(UpstreamLink link) {
    parent = Optional.of(link);
  }

  /**
   * Applies a correction of the master of the level above, while this node leads its group.
   *
   * @throws berkeley.api.wire.StaleTermException if it is of an older term of that level
   * @throws IllegalStateException if this node does not lead
   */
  void obeyParent(Adjustment adjustment, UpstreamLink link) {
    if (role != Role.MASTER) {
      throw new IllegalStateException(id + " does not lead its group now");
    }
    link.obey(adjustment, clock);
    corrections.corrected(id, adjustment);
  }

  @Override
  public UpstreamState upstream() {
    return parent.map(above -> above.upstream(newcomer())).orElse(UpstreamState.NONE);
  }

  @Override
  public NodeStatus status() {
    View view = clock.view();
    Standing standing = view.standing();
    boolean newcomer = standing.state() == NodeState.NEWCOMER;
    ErrorBound bound = view.bound();
    long now = view.localTicks();
    return new NodeStatus(
        id,
        incarnation,
        pid,
        role,
        view.state(),
        // Until its mastership has ended, whatever newer term it has heard of.
        reign.map(Reign::term).orElseGet(termFence::term),
        reign.map(present -> id).orElseGet(termFence::master),
        view.reading(),
        newcomer ? Long.MAX_VALUE : view.errorBoundNanos(),
        view.frequencyRatio() * PPM,
        view.slewRatio() * PPM,
        clock.lastOffsetNanos(),
        termFence.applied(),
        termFence.refused(),
        view.reading().ticksNanos() - (now - clock.correctedTicks()),
        steered.ticksSource(),
        standing.epoch(),
        view.isShown() ? view.earliestNanos() : Long.MIN_VALUE,
        view.isShown() ? view.latestNanos() : Long.MIN_VALUE,
        standing.disruptions(),
        new BoundComposition(
            (bound.highNanos() - bound.lowNanos() + 1) / 2,
            Math.max(0, now - bound.ticksNanos()),
            (now - bound.goodUntilTicks() < 0 ? bound.rateRatio() : bound.laterRateRatio()) * PPM,
            Math.max(0, bound.goodUntilTicks() - now),
            view.estimateNanos() - view.reading().timeNanos()));
  }

  @Override
  public List<RoundReport> rounds(long afterTerm, long afterRound) {
    return led.after(afterTerm, afterRound);
  }

  @Override
  public Adjustment push(PushedReading reading) {
    return collector
        .orElseThrow(
            () -> new IllegalStateException(id + " does not lead: send your time to a master"))
        .push(reading);
  }

  @Override
  public TimeOrderHandler orders() {
    if (parent.isPresent()) {
      throw new IllegalStateException(
          id + " follows a parent: give the order to the master at the top");
    }
    return orders.orElseThrow(
        () -> new IllegalStateException(id + " does not lead: give the order to a master"));
  }

  @Override
  public long ticks() {
    return steered.rawTicks();
  }

  @Override
  public long ticksShowing(long nodeNanos) {
    return steered.rawTicksAt(nodeNanos);
  }

  /** Returns node time at ticks of the host that were read a moment ago. */
  public long nodeTimeAt(long ticks) {
    return steered.viewAtRaw(ticks).reading().timeNanos();
  }

  @Override
  public ClusterTime clusterAt(long ticks) {
    View view = steered.viewAtRaw(ticks);
    Standing standing = view.standing();
    if (!standing.isKnown()) {
      // What a newcomer agrees upon becomes cluster time as it is.
      return new ClusterTime(
          view.estimateNanos(), isNewcomer(standing) ? 0 : view.doubtNanos(), Statement.NONE);
    }
    double left = Math.max(0, view.bound().goodUntilTicks() - view.localTicks());
    long goodFor = (long) (left * (1 - 2 * steadiness));
    return new ClusterTime(
        view.estimateNanos(),
        view.doubtNanos(),
        new Statement(
            standing.epoch(),
            standing.phase(),
            standing.isMoving() ? 0 : Math.min(goodFor, longestStatementNanos),
            standing.isShown()));
  }

  @Override
  public Statement epoch() {
    Standing standing = steered.standing();
    return standing.isKnown()
        ? new Statement(standing.epoch(), standing.phase(), 0, standing.isShown())
        : Statement.NONE;
  }

  @Override
  public boolean newcomer() {
    return isNewcomer(steered.standing());
  }

  private static boolean isNewcomer(Standing standing) {
    boolean isWithoutTime =
        standing.state() == NodeState.NEWCOMER || standing.state() == NodeState.CONTRADICTED;
    return isWithoutTime && standing.epoch() == 0;
  }

  @Override
  public MovableTime line() {
    return movable;
  }

  /** Orders and agreements move what this node leads by. */
  private final MovableTime movable =
      new MovableTime() {
        @Override
        public void announce() {
          line.announce(random);
        }

        @Override
        public void conclude() {
          line.conclude();
        }

        @Override
        public void stay() {
          line.stay();
        }

        @Override
        public long leftNanos() {
          return line.leftNanos();
        }

        @Override
        public long lastsNanos() {
          return line.moveLastsNanos();
        }

        @Override
        public void hold() {
          line.hold();
        }
      };

  /**
   * Begins a mastership of this node.
   *
   * @param given what it leads under
   * @param keptItsRate whether cluster time certainly kept its rate since it corrected this node
   * @throws berkeley.api.wire.StaleTermException if the node obeys a newer term
   */
  public void leadFrom(Reign given, boolean keptItsRate) {
    termFence.hear(given.term(), id, incarnation);
    role = Role.MASTER;
    reign = Optional.of(given);
    longestStatementNanos = given.longestStatementNanos();
    if (parent.isPresent()) {
      parent.get().leads();
    } else if (knowsTime()) {
      line.takeOver(given, keptItsRate, random);
    }
  }

  /** One that has contradicted its master goes on knowing what it knew, unless it was overruled. */
  private boolean knowsTime() {
    Standing standing = steered.standing();
    return standing.isKnown() || (standing.epoch() != 0 && !steered.bound().isUnknown());
  }

  /** Takes over cluster time as others know it, before this node leads. */
  public void adopt(KnownTime time) {
    line.adopt(time);
  }

  /** Returns what an election may know of this node's clock. */
  public ClockKnowledge knowledge() {
    return new ClockKnowledge() {
      @Override
      public long epoch() {
        return steered.standing().epoch();
      }

      @Override
      public long phase() {
        Standing standing = steered.standing();
        return standing.isMoving() ? 0 : standing.phase();
      }

      @Override
      public long announcedPhase() {
        // A winner sends heartbeats before it has begun to lead: the phase is then still another's.
        Standing standing = steered.standing();
        boolean leads = reign.filter(own -> own.term() == standing.term()).isPresent();
        return leads && role == Role.MASTER ? standing.phase() : 0;
      }

      @Override
      public boolean mayLead() {
        return knowsTime() || epoch() == 0;
      }

      @Override
      public boolean isInDoubt() {
        NodeState state = steered.standing().state();
        return state == NodeState.SUSPENDED || state == NodeState.CONTRADICTED;
      }
    };
  }

  /** Publishes that this node leads for longer, by the host's ticks. */
  public void prolong(long untilTicks) {
    reign = reign.map(present -> present.until(untilTicks));
    if (role == Role.MASTER && parent.isEmpty() && steered.standing().isKnown()) {
      line.prolong(untilTicks, random);
    }
  }

  /** Leaves the epoch, to begin another one with whoever is there. */
  public void leaveEpoch() {
    clock.leaveEpoch();
  }

  /** Withdraws this node's interval, since a majority has contradicted it. */
  public void forgetTime() {
    clock.forget();
  }

  /** Answers slaves that push their time, while this node leads. */
  @FunctionalInterface
  public interface Collector {

    /** Takes a slave's reading and returns its correction. */
    Adjustment push(PushedReading reading);
  }

  /** Sets what answers slaves that push their time, until this mastership ends. */
  public void collectWith(Collector answering) {
    collector = Optional.of(answering);
  }

  /** Sets what takes orders to set the time, until this mastership ends. */
  public void takeOrdersWith(TimeOrderHandler taking) {
    orders = Optional.of(taking);
  }

  /**
   * Sets a check of each correction before it is applied. It throws {@link
   * berkeley.api.wire.StaleTermException} to refuse one.
   */
  public void fenceWith(Consumer<Adjustment> judge) {
    correctionCheck = judge;
  }

  /**
   * Records the mastership of another node, unless a newer one is known.
   *
   * @throws berkeley.api.wire.StaleTermException if another master is obeyed in the same term
   */
  public void hear(long term, String master) {
    if (term >= termFence.term()) {
      termFence.hear(term, master, 0);
    }
  }

  /** Ends the mastership of this node, if it has one. */
  public void follow() {
    if (role == Role.MASTER) {
      role = Role.SLAVE;
      reign = Optional.empty();
      collector = Optional.empty();
      orders = Optional.empty();
    }
  }

  /** Returns this node's memory of its term, which an election shares. */
  public TermFence fence() {
    return termFence;
  }

  /** Returns the newest term that this node has seen. */
  public long term() {
    return termFence.term();
  }

  /** Records a round that this node has led. */
  public void remember(RoundReport report) {
    led.add(report);
  }
}
