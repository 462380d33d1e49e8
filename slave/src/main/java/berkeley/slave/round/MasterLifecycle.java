package berkeley.slave.round;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.MemberReport;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's masterships, one after the other: begins and ends them, and remembers what the newest
 * round said about the members. Safe for use by several threads.
 */
public final class MasterLifecycle implements MastershipListener {

  private static final Logger LOG = LoggerFactory.getLogger(MasterLifecycle.class);

  /** Belongs to the master's thread. */
  private final RejectionLog standings = new RejectionLog();

  private final String id;
  private final NodeCore core;
  private final ClusterAddress rendezvous;
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
   * A node that has not led yet.
   *
   * @param onRound told of each round, on the master's thread
   * @param onEnd told how a mastership ended, on the master's thread
   * @param upstream what a parent sees of it while it leads
   */
  public MasterLifecycle(
      String id,
      NodeCore core,
      ClusterAddress rendezvous,
      MasterSettings settings,
      Consumer<RoundReport> onRound,
      Consumer<Ending> onEnd,
      Optional<UpstreamServant> upstream) {
    this.id = id;
    this.core = core;
    this.rendezvous = rendezvous;
    this.settings = settings;
    this.onRound = onRound;
    this.onEnd = onEnd;
    this.upstream = upstream;
  }

  /** Has each round ask first whether it may be led, and each look at the clock, until when. */
  public synchronized void underAuthorityOf(BooleanSupplier asked, LongSupplier until) {
    authority = asked;
    untilTicks = until;
  }

  /** Has each mastership begin with the members known already: the registries may be gone. */
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
            id, term, core, rendezvous, settings, authority, this::led, e -> ended(term, e));
    current = Optional.of(master);
    core.mandate(new MasterLease(untilTicks, 0));
    core.collectWith(master::push);
    core.takeOrdersWith(master);
    master.start(known.get());
    upstream.ifPresent(UpstreamServant::show);
    return master;
  }

  private void led(RoundReport report) {
    FlightRecording.round(report);
    standings.changes(report).forEach(member -> log(report, member));
    succession = succession.next(report, core.ticks());
    core.remember(report);
    core.mandate(new MasterLease(untilTicks, succession.doubtNanos()));
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

  public synchronized void close() {
    current.ifPresent(MasterDriver::close);
    upstream.ifPresent(UpstreamServant::close);
  }
}
