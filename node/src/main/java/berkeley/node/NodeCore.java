package berkeley.node;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.master.MasterClock;
import berkeley.master.TimeOrderHandler;
import berkeley.master.UpstreamState;
import berkeley.node.clock.SteeredClock;
import berkeley.node.clock.SteeredClock.View;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

  private final TermFence termFence = new TermFence();
  private Role role = Role.SLAVE;
  private Optional<Collector> collector = Optional.empty();
  private Optional<TimeOrderHandler> orders = Optional.empty();
  private Optional<UpstreamLink> parent = Optional.empty();
  private Consumer<Adjustment> correctionCheck = adjustment -> {};

  /**
   * Creates a node that obeys no master yet.
   *
   * @param id its name
   * @param incarnation a number that differs between two starts under one name
   * @param clock its clock, which also gives it its ticks
   */
  public NodeCore(String id, long incarnation, NodeClock clock) {
    this(id, incarnation, clock, CorrectionListener.NONE);
  }

  /**
   * Creates a node that reports its corrections.
   *
   * @param id its name
   * @param incarnation a number that differs between two starts under one name
   * @param clock its clock, which also gives it its ticks
   * @param corrections receives each correction that is applied
   */
  public NodeCore(String id, long incarnation, NodeClock clock, CorrectionListener corrections) {
    this(id, incarnation, 0, clock, corrections);
  }

  /**
   * Creates a node that has a process of its own.
   *
   * @param id its name
   * @param incarnation a number that differs between two starts under one name
   * @param pid the id of its process, as {@link #status} shows it; 0 where it has none
   * @param clock its clock, which also gives it its ticks
   * @param corrections receives each correction that is applied
   */
  public NodeCore(
      String id, long incarnation, long pid, NodeClock clock, CorrectionListener corrections) {
    this.corrections = corrections;
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
    if (!termFence.accept(adjustment)) {
      return;
    }
    if (role == Role.MASTER && adjustment.master().equals(id)) {
      if (parent.isPresent()) {
        clock.beginWithoutParent(adjustment);
      } else {
        clock.applyAsMaster(adjustment);
      }
    } else {
      clock.apply(adjustment);
    }
    corrections.corrected(id, adjustment);
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
  public UpstreamState upstream(long sinceTicks) {
    return parent
        .map(link -> link.upstream(newcomer(), sinceTicks, clock))
        .orElse(UpstreamState.NONE);
  }

  @Override
  public NodeStatus status() {
    View view = clock.view();
    NodeState state = clock.state();
    boolean newcomer = state == NodeState.NEWCOMER;
    return new NodeStatus(
        id,
        incarnation,
        pid,
        role,
        state,
        termFence.term(),
        termFence.master(),
        view.reading(),
        newcomer ? Long.MAX_VALUE : view.errorBoundNanos(),
        view.frequencyRatio() * PPM,
        view.slewRatio() * PPM,
        clock.lastOffsetNanos(),
        termFence.applied(),
        termFence.refused(),
        view.reading().ticksNanos() - (view.localTicks() - clock.correctedTicks()),
        steered.ticksSource());
  }

  @Override
  public List<RoundReport> rounds(long afterTerm, long afterRound) {
    return led.after(afterTerm, afterRound);
  }

  @Override
  public Adjustment push(String sender, long readingNanos, boolean ofNewcomer) {
    return collector
        .orElseThrow(
            () -> new IllegalStateException(id + " does not lead: send your time to a master"))
        .push(sender, readingNanos, ofNewcomer);
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
  public long leftNanos() {
    return steered.leftNanos();
  }

  @Override
  public long ticks() {
    return steered.rawTicks();
  }

  @Override
  public long timeAt(long ticks) {
    return steered.timeAtRaw(ticks);
  }

  @Override
  public boolean newcomer() {
    return clock.state() == NodeState.NEWCOMER;
  }

  @Override
  public long errorBoundNanos() {
    return clock.view().errorBoundNanos();
  }

  /**
   * Begins a mastership of this node.
   *
   * @throws berkeley.api.wire.StaleTermException if the node obeys a newer term
   */
  public void leadFrom(long term) {
    termFence.hear(term, id);
    role = Role.MASTER;
    clock.runStraight();
    parent.ifPresent(UpstreamLink::leads);
  }

  /** Answers slaves that push their time, while this node leads. */
  @FunctionalInterface
  public interface Collector {

    /** Takes a slave's reading and returns its correction. */
    Adjustment push(String sender, long readingNanos, boolean newcomer);
  }

  /** Sets the lease under which this node's time is cluster time, while it leads. */
  public void setLease(MasterLease given) {
    clock.setLease(given);
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
      termFence.hear(term, master);
    }
  }

  /**
   * Ends the mastership of this node, if it has one.
   *
   * @param doubtNanos how far the next master may have been from this clock at the newest round, in
   *     nanoseconds
   */
  public void follow(long doubtNanos) {
    if (role == Role.MASTER) {
      role = Role.SLAVE;
      collector = Optional.empty();
      orders = Optional.empty();
      clock.resign(doubtNanos);
    }
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
