package berkeley.node.driver;

import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.Electorate;
import berkeley.master.MasterSettings;
import berkeley.master.Round;
import berkeley.master.TimeOrderExecution;
import berkeley.node.NodeCore;
import berkeley.node.Reign;
import berkeley.node.RejectionLog;
import berkeley.node.clock.ErrorBound;
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
  private LongSupplier untilTicks;
  private Supplier<Map<String, PeerAddress>> known = Map::of;
  private Supplier<Electorate> electorate = () -> Electorate.EVERYONE;
  private long longestStatementNanos;

  /** Whether it was chosen by somebody who knows nothing of cluster time. */
  private boolean asksFirst;

  private Optional<MastershipDriver> current = Optional.empty();

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
    this.longestStatementNanos = fixedStatementNanos(settings);
    long forGood = environment.ticks() + ErrorBound.FOR_GOOD_NANOS;
    this.untilTicks = () -> forGood;
  }

  /** Where there is no lease: as long as two corrections are apart, and one that is lost. */
  static long fixedStatementNanos(MasterSettings settings) {
    long spacing = Math.max(settings.period().toNanos(), settings.pace().longest().toNanos());
    return spacing / 2 * 5;
  }

  /** Makes masterships depend on the word of whoever chooses the master. */
  void underAuthorityOf(ElectionParticipant participant) {
    authority = participant::leads;
    untilTicks = participant::leadsUntilTicks;
    known = participant::addresses;
    electorate = participant::electorate;
    longestStatementNanos = participant.longestLeaseNanos();
    asksFirst = participant.electorate().isEveryone();
  }

  @Override
  public void lead(long term, boolean keptItsRate) {
    if (isWithoutTime()) {
      new TakeoverInquiry(environment, settings.limits())
          .ask(
              told -> {
                if (isWithoutTime()) {
                  told.carryOnBy(core);
                }
                if (authority.getAsBoolean()) {
                  beginOrEnd(term, keptItsRate);
                }
              });
    } else {
      beginOrEnd(term, keptItsRate);
    }
  }

  /** Whoever has no time of its own, or a wrong one, asks what the others know. */
  private boolean isWithoutTime() {
    return (asksFirst && core.newcomer()) || !core.knowledge().mayLead();
  }

  private void beginOrEnd(long term, boolean keptItsRate) {
    try {
      begin(term, keptItsRate);
    } catch (StaleTermException e) {
      onEnd.accept(new MastershipEnding.Deposed(e));
    }
  }

  /**
   * Begins a mastership; an earlier one of this node ends.
   *
   * @throws StaleTermException if this node obeys a newer term already
   */
  private void begin(long term, boolean keptItsRate) {
    endCurrent();
    core.leadFrom(
        new Reign(
            term,
            core.id(),
            untilTicks.getAsLong(),
            longestStatementNanos,
            settings.movesClusterTime()),
        keptItsRate);
    listener.began(core.id(), term);
    MastershipDriver next =
        new MastershipDriver(
            new MastershipContext(
                core.id(),
                core.incarnation(),
                term,
                environment,
                core,
                settings,
                Round.of(settings, core.id()),
                new TimeOrderExecution(term, longestStatementNanos),
                this::holds,
                electorate),
            this::led,
            ending -> ended(term, ending));
    current = Optional.of(next);
    core.collectWith(
        reading -> {
          PushCollector.Answer answer = next.push(reading);
          listener.pushed(answer.report());
          return answer.adjustment();
        });
    core.takeOrdersWith(next);
    next.start(known.get());
    above.ifPresent(LevelAbove::show);
  }

  /** Looked at before each round: whoever is not told of a longer lease asks here. */
  private boolean holds() {
    boolean holds = authority.getAsBoolean();
    if (holds) {
      core.prolong(untilTicks.getAsLong());
    }
    return holds;
  }

  @Override
  public void prolong(long until) {
    core.prolong(until);
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
    core.remember(report);
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
    if (ending instanceof MastershipEnding.Overruled) {
      core.forgetTime();
    }
    onEnd.accept(ending);
  }

  @Override
  public void stepDown(long term) {
    if (current.filter(mastership -> mastership.term() == term).isPresent()) {
      endCurrent();
      above.ifPresent(LevelAbove::hide);
      core.follow();
    }
  }

  @Override
  public void forgetTime() {
    core.leaveEpoch();
  }

  @Override
  public void follow(long term, String master) {
    core.hear(term, master);
  }

  @Override
  public void electionStep(long term, String step, String master) {
    listener.electionStep(core.id(), term, step, master);
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
