package berkeley.slave.round;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.MasterSettings;
import berkeley.node.MasterLease;
import berkeley.node.NodeCore;
import berkeley.node.RejectionLog;
import berkeley.node.SuccessorRanking;
import berkeley.slave.election.MastershipListener;
import berkeley.slave.round.MasterDriver.Ending;
import berkeley.slave.servant.UpstreamServant;
import berkeley.slave.telemetry.FlightRecording;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberLookup;
import berkeley.transport.socket.RemoteCall;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's masterships, one after the other: begins and ends them, and keeps what the newest round
 * told about the members. Safe for use by several threads.
 */
public final class MasterLifecycle implements MastershipListener {

  private static final Logger LOG = LoggerFactory.getLogger(MasterLifecycle.class);

  private static final long TERM_QUERY_NANOS = 3_000_000_000L;

  /** Belongs to the master's thread. */
  private final RejectionLog rejections = new RejectionLog();

  private final String id;
  private final NodeCore core;
  private final ClusterAddress cluster;
  private final MasterSettings settings;
  private final Consumer<RoundReport> onRound;
  private final Consumer<Ending> onEnd;
  private final Optional<UpstreamServant> upstream;
  private BooleanSupplier authority = () -> true;
  private Supplier<Map<String, ClockRemote>> known = Map::of;
  private volatile LongSupplier untilTicks = MasterLease.WITHOUT_END.untilTicks();
  private Optional<MasterDriver> current = Optional.empty();
  private volatile SuccessorRanking succession = SuccessorRanking.UNKNOWN;

  /**
   * Creates the masterships of a node that has not led yet.
   *
   * @param cluster where its members are listed
   * @param onRound told of each round, on the master's thread
   * @param onEnd told how a mastership ended, on the master's thread
   * @param upstream the object that a parent corrects while this node leads
   */
  public MasterLifecycle(
      String id,
      NodeCore core,
      ClusterAddress cluster,
      MasterSettings settings,
      Consumer<RoundReport> onRound,
      Consumer<Ending> onEnd,
      Optional<UpstreamServant> upstream) {
    this.id = id;
    this.core = core;
    this.cluster = cluster;
    this.settings = settings;
    this.onRound = onRound;
    this.onEnd = onEnd;
    this.upstream = upstream;
  }

  /**
   * Sets the authority that this node leads by.
   *
   * @param asked whether a round may be led; asked before each
   * @param until until when this node leads, in ticks; asked with each reading of the clock
   */
  public synchronized void underAuthorityOf(BooleanSupplier asked, LongSupplier until) {
    authority = asked;
    untilTicks = until;
  }

  /** Sets the members that each mastership begins with: the registries may be gone. */
  public synchronized void beginningWith(Supplier<Map<String, ClockRemote>> clocks) {
    known = clocks;
  }

  @Override
  public void lead(long term) {
    try {
      begin(term);
    } catch (StaleTermException e) {
      onEnd.accept(new Ending.Deposed(e));
    }
  }

  /**
   * Begins a mastership with a term beyond every one that nodes within reach have seen.
   *
   * @throws StaleTermException if this node obeys a newer term already
   */
  public MasterDriver beginNext() {
    long newest = newestTerm();
    return begin(Math.max(newest, core.term()) + 1);
  }

  private long newestTerm() {
    long deadline = System.nanoTime() + TERM_QUERY_NANOS;
    MemberLookup lookup = MemberLookup.of(cluster, id);
    return RemoteCall.get(deadline, RemoteCall.ANYONE, () -> lookup.read(Set.of()))
        .clocks()
        .entrySet()
        .stream()
        .mapToLong(member -> termOf(member.getKey(), member.getValue(), deadline))
        .max()
        .orElse(0);
  }

  private static long termOf(String name, ClockRemote clock, long deadline) {
    try {
      return clock instanceof NodeRemote node
          ? RemoteCall.get(deadline, name, node::status).term()
          : 0;
    } catch (RemoteException e) {
      LOG.debug("a node did not tell its term", e);
      return 0;
    }
  }

  /**
   * Begins a mastership; an earlier one of this node ends.
   *
   * @throws StaleTermException if this node obeys a newer term already
   */
  public synchronized MasterDriver begin(long term) {
    current.ifPresent(MasterDriver::close);
    current = Optional.empty();
    core.leadFrom(term);
    succession = SuccessorRanking.UNKNOWN;
    MasterDriver master =
        new MasterDriver(
            id, term, core, cluster, settings, authority, this::led, e -> ended(term, e));
    current = Optional.of(master);
    core.setLease(new MasterLease(untilTicks, 0));
    core.collectWith(master.requests());
    core.takeOrdersWith(master.requests());
    master.start(known.get());
    upstream.ifPresent(UpstreamServant::show);
    return master;
  }

  private void led(RoundReport report) {
    FlightRecording.round(report);
    rejections.changes(report).forEach(member -> log(report, member));
    succession = succession.next(report, core.ticks());
    core.remember(report);
    core.setLease(new MasterLease(untilTicks, succession.doubtNanos()));
    onRound.accept(report);
  }

  private static void log(RoundReport report, MemberReport member) {
    LOG.info(
        "member {} node={} term={} round={} id={} cause={}",
        member.outcome() == Outcome.REJECTED ? "rejected" : "accepted again",
        report.master(),
        report.term(),
        report.round(),
        member.id(),
        member.reason().isEmpty() ? "-" : member.reason());
  }

  private void ended(long term, Ending ending) {
    stepDown(term);
    onEnd.accept(ending);
  }

  @Override
  public synchronized void stepDown(long term) {
    if (current.filter(master -> master.term() == term).isPresent()) {
      current.get().close();
      current = Optional.empty();
      upstream.ifPresent(UpstreamServant::close);
      core.follow(succession.doubtNanos());
    }
  }

  @Override
  public void follow(long term, String master) {
    core.hear(term, master);
  }

  @Override
  public List<String> successors() {
    return succession.names();
  }

  /** Ends the present mastership, if there is one. */
  public synchronized void close() {
    current.ifPresent(MasterDriver::close);
    upstream.ifPresent(UpstreamServant::close);
  }
}
