package berkeley.slave;

import berkeley.api.ClockRemote;
import berkeley.api.MemberReport;
import berkeley.api.Outcome;
import berkeley.api.RoundReport;
import berkeley.api.StaleTermException;
import berkeley.master.MasterSettings;
import berkeley.master.rmi.Master;
import berkeley.master.rmi.Master.Ending;
import berkeley.master.rmi.Rendezvous;
import berkeley.slave.flight.Flight;
import berkeley.slave.rmi.Office;
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
final class Leadership implements Office {

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  /** Belongs to the master's thread. */
  private final Standings standings = new Standings();

  private final String id;
  private final NodeCore core;
  private final Rendezvous rendezvous;
  private final MasterSettings settings;
  private final Consumer<RoundReport> onRound;
  private final Consumer<Ending> onEnd;
  private final Optional<UpstreamFace> upstream;
  private BooleanSupplier authority = () -> true;
  private Supplier<Map<String, ClockRemote>> known = Map::of;
  private volatile LongSupplier untilTicks = Mandate.WITHOUT_END.untilTicks();
  private Optional<Master> current = Optional.empty();
  private volatile Succession succession = Succession.UNKNOWN;

  /**
   * A node that has not led yet.
   *
   * @param onRound told of each round, on the master's thread
   * @param onEnd told how a mastership ended, on the master's thread
   * @param upstream what a parent sees of it while it leads
   */
  Leadership(
      String id,
      NodeCore core,
      Rendezvous rendezvous,
      MasterSettings settings,
      Consumer<RoundReport> onRound,
      Consumer<Ending> onEnd,
      Optional<UpstreamFace> upstream) {
    this.id = id;
    this.core = core;
    this.rendezvous = rendezvous;
    this.settings = settings;
    this.onRound = onRound;
    this.onEnd = onEnd;
    this.upstream = upstream;
  }

  /** Has each round ask first whether it may be led, and each look at the clock, until when. */
  synchronized void underAuthorityOf(BooleanSupplier asked, LongSupplier until) {
    authority = asked;
    untilTicks = until;
  }

  /** Has each mastership begin with the members known already: the registries may be gone. */
  synchronized void beginningWith(Supplier<Map<String, ClockRemote>> clocks) {
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
  synchronized Master begin(long term) {
    current.ifPresent(Master::close);
    current = Optional.empty();
    core.leadFrom(term);
    succession = Succession.UNKNOWN;
    Master master =
        new Master(id, term, core, rendezvous, settings, authority, this::led, e -> ended(term, e));
    current = Optional.of(master);
    core.mandate(new Mandate(untilTicks, 0));
    core.collectWith(master::push);
    core.takeOrdersWith(master);
    master.start(known.get());
    upstream.ifPresent(UpstreamFace::show);
    return master;
  }

  private void led(RoundReport report) {
    Flight.round(report);
    standings.changes(report).forEach(member -> log(report, member));
    succession = succession.next(report, core.ticks());
    core.remember(report);
    core.mandate(new Mandate(untilTicks, succession.doubtNanos()));
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
      upstream.ifPresent(UpstreamFace::close);
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

  synchronized void close() {
    current.ifPresent(Master::close);
    upstream.ifPresent(UpstreamFace::close);
  }
}
