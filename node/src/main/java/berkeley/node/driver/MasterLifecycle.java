package berkeley.node.driver;

import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.PushReport;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.MasterSettings;
import berkeley.node.MasterLease;
import berkeley.node.NodeCore;
import berkeley.node.RejectionLog;
import berkeley.node.SuccessorRanking;
import java.util.ArrayList;
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
 * A node's masterships, one after the other: begins and ends them, and remembers what the newest
 * round said about the members. For the node's loop.
 */
final class MasterLifecycle implements MastershipListener {

  private static final Logger LOG = LoggerFactory.getLogger(MasterLifecycle.class);

  private final RejectionLog rejections = new RejectionLog();
  private final NodeCore core;
  private final NodeEnvironment environment;
  private final MasterSettings settings;
  private final NodeListener listener;
  private final Consumer<RoundReport> onRound;
  private final Consumer<MastershipEnding> onEnd;
  private final Optional<LevelAbove> above;
  private BooleanSupplier authority = () -> true;
  private LongSupplier untilTicks = MasterLease.WITHOUT_END.untilTicks();
  private Supplier<Map<String, PeerAddress>> known = Map::of;
  private Optional<MastershipDriver> current = Optional.empty();
  private SuccessorRanking succession = SuccessorRanking.UNKNOWN;

  /**
   * Prepares a node that has not led yet.
   *
   * @param onRound told of each round
   * @param onEnd told how a mastership ended
   * @param above what a parent sees of the node while it leads
   */
  MasterLifecycle(
      NodeCore core,
      NodeEnvironment environment,
      MasterSettings settings,
      NodeListener listener,
      Consumer<RoundReport> onRound,
      Consumer<MastershipEnding> onEnd,
      Optional<LevelAbove> above) {
    this.core = core;
    this.environment = environment;
    this.settings = settings;
    this.listener = listener;
    this.onRound = onRound;
    this.onEnd = onEnd;
    this.above = above;
  }

  /**
   * Makes masterships depend on another's word.
   *
   * @param asked returns whether a round may be led
   * @param until returns the ticks until which a mastership holds; for any thread
   * @param addresses returns the members that each mastership begins with
   */
  void underAuthorityOf(
      BooleanSupplier asked, LongSupplier until, Supplier<Map<String, PeerAddress>> addresses) {
    authority = asked;
    untilTicks = until;
    known = addresses;
  }

  @Override
  public void lead(long term) {
    try {
      begin(term);
    } catch (StaleTermException e) {
      onEnd.accept(new MastershipEnding.Deposed(e));
    }
  }

  /**
   * Begins a mastership; an earlier one of this node ends.
   *
   * @throws StaleTermException if this node obeys a newer term already
   */
  private void begin(long term) {
    endCurrent();
    core.leadFrom(term);
    succession = SuccessorRanking.UNKNOWN;
    listener.began(core.id(), term);
    MastershipDriver next =
        new MastershipDriver(
            new MastershipContext(core.id(), term, environment, core, settings, authority),
            this::led,
            ending -> ended(term, ending));
    current = Optional.of(next);
    core.setLease(new MasterLease(untilTicks, 0));
    core.collectWith(
        (sender, readingNanos, newcomer) -> {
          Adjustment answer = next.push(sender, readingNanos, newcomer);
          listener.pushed(report(sender, readingNanos, answer.deltaNanos(), next.pushing()));
          return answer;
        });
    core.takeOrdersWith(next);
    next.start(known.get());
    above.ifPresent(LevelAbove::show);
  }

  private PushReport report(String sender, long readingNanos, long delta, Set<String> pushing) {
    List<String> counted = new ArrayList<>(List.of(core.id()));
    pushing.stream().sorted().forEach(counted::add);
    long offset = readingNanos - core.nodeTime();
    return new PushReport(core.id(), sender, readingNanos, offset, counted, offset + delta, delta);
  }

  private void endCurrent() {
    Optional<MastershipDriver> last = current;
    current = Optional.empty();
    last.ifPresent(
        mastership -> {
          mastership.close();
          listener.ended(core.id(), mastership.term());
        });
  }

  private void led(RoundReport report) {
    rejections.changes(report).forEach(member -> log(report, member));
    succession = succession.next(report, environment.ticks());
    core.remember(report);
    core.setLease(new MasterLease(untilTicks, succession.doubtNanos()));
    listener.led(report);
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

  private void ended(long term, MastershipEnding ending) {
    stepDown(term);
    onEnd.accept(ending);
  }

  @Override
  public void stepDown(long term) {
    if (current.filter(mastership -> mastership.term() == term).isPresent()) {
      endCurrent();
      above.ifPresent(LevelAbove::hide);
      core.follow(succession.doubtNanos());
    }
  }

  @Override
  public void follow(long term, String master) {
    core.hear(term, master);
  }

  @Override
  public void electionStep(long term, String step, String master) {
    listener.electionStep(core.id(), term, step, master);
  }

  @Override
  public List<String> successors() {
    return succession.names();
  }

  /** Returns the mastership that the node has now. */
  Optional<MastershipDriver> current() {
    return current;
  }

  /** Ends the mastership of the node's end; the clock is left as it is. */
  void close() {
    endCurrent();
    above.ifPresent(LevelAbove::hide);
  }
}
