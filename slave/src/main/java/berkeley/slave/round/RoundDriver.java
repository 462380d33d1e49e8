package berkeley.slave.round;

import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.TimeOrder;
import berkeley.master.Agreements;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Member;
import berkeley.master.Roster;
import berkeley.master.Round;
import berkeley.master.RoundState;
import berkeley.master.RoundState.PendingCorrection;
import berkeley.master.Sample;
import berkeley.master.TimeOrderExecution;
import berkeley.transport.call.DeadlineExecutor;
import berkeley.transport.call.DeadlineExecutor.Result;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.RemoteCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one round over RMI: probes all members due, has the round decided, corrects all.
 *
 * <p>Three quarters of the deadline are for probing, so that a member that does not answer leaves
 * time to correct those that did. Not safe for use by several threads.
 */
final class RoundDriver {

  private static final Logger LOG = LoggerFactory.getLogger(RoundDriver.class);

  private final String name;
  private final long term;
  private final MasterClock clock;
  private final MasterSettings settings;
  private final Round round;
  private final DeadlineExecutor calls;
  private final MemberProber prober;
  private final BooleanSupplier authority;
  private final TimeOrderExecution order;
  private long restNanos;

  /**
   * Creates the driver of a mastership's rounds.
   *
   * @param name the master's name
   * @param term the mastership
   * @param clock its own clock
   * @param settings how it leads
   * @param calls makes the calls
   * @param authority whether this mastership still holds; asked before corrections are sent
   * @param order the order to set the time, if there is one
   */
  RoundDriver(
      String name,
      long term,
      MasterClock clock,
      MasterSettings settings,
      DeadlineExecutor calls,
      BooleanSupplier authority,
      TimeOrderExecution order) {
    this.name = name;
    this.term = term;
    this.clock = clock;
    this.settings = settings;
    this.round = new Round(Agreements.byName(settings.average()), settings.includeMaster(), name);
    this.calls = calls;
    this.prober = new MemberProber(clock, settings, calls);
    this.authority = authority;
    this.order = order;
  }

  /**
   * Runs a round over the members known now.
   *
   * @param number the round's number, higher than any before
   * @param roster the members
   * @param pushing names of those that send their time by themselves, and are not probed
   * @return what was done; empty if the authority was lost on the way, so that nobody was corrected
   * @throws StaleTermException if a member, or the master's own node, obeys a newer term
   * @throws InterruptedException if interrupted
   */
  Optional<RoundReport> run(long number, Roster roster, Set<String> pushing)
      throws InterruptedException {
    restNanos = 0;
    long start = clock.ticks();
    long deadline = start + settings.deadline().toNanos();
    long probeDeadline = start + settings.deadline().toNanos() / 4 * 3;
    RoundState open =
        new RoundState(name, term, number, roster, clock, settings.rttLimit(), plan(number));
    probe(open, pushing, probeDeadline);
    open.excluded()
        .forEach(
            (id, cause) ->
                LOG.info(
                    "member excluded node={} term={} round={} id={} cause={}",
                    name,
                    term,
                    number,
                    id,
                    cause));
    if (!authority.getAsBoolean()) {
      return Optional.empty();
    }
    correct(open, deadline);
    order.ended(open.unheard());
    restNanos = open.restNanos(settings.pace());
    return Optional.of(open.report());
  }

  /** Returns for how long after the newest round nobody has to be asked again, in nanoseconds. */
  long restNanos() {
    return restNanos;
  }

  private TimeOrderExecution.Plan plan(long number) {
    TimeOrder before = order.status();
    TimeOrderExecution.Plan plan = order.begin(clock.leftNanos());
    TimeOrder after = order.status();
    if (after.phase() != before.phase()) {
      LOG.info(
          "setting the time node={} term={} round={} phase={} left_ns={} cause={}",
          name,
          term,
          number,
          after.phase(),
          after.leftNanos(),
          after.reason().isEmpty() ? "-" : after.reason());
    }
    return plan;
  }

  private void probe(RoundState open, Set<String> pushing, long deadline)
      throws InterruptedException {
    List<Member> members = open.due(pushing);
    List<Result<List<Sample>>> results = prober.probe(members, deadline);
    long now = clock.ticks();
    for (int i = 0; i < members.size(); i++) {
      if (results.get(i) instanceof Result.Value<List<Sample>> samples) {
        open.answered(members.get(i), samples.value(), now);
      } else if (results.get(i) instanceof Result.Failure<List<Sample>> failed) {
        open.silent(members.get(i), LogText.of(failed.cause()));
      } else {
        throw new IllegalStateException("unknown result " + results.get(i));
      }
    }
  }

  private void correct(RoundState open, long deadline) throws InterruptedException {
    List<PendingCorrection> pending = open.decide(round);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (PendingCorrection each : pending) {
      tasks.add(
          () -> {
            Member to = each.member();
            RemoteCall.run(deadline, to.id(), () -> to.clock().adjust(each.adjustment()));
            return null;
          });
    }
    List<Result<Void>> results = calls.run(tasks, 1, deadline);
    for (int i = 0; i < results.size(); i++) {
      if (!(results.get(i) instanceof Result.Failure<Void> failed)) {
        open.told(pending.get(i));
      } else if (failed.cause() instanceof StaleTermException stale) {
        throw stale;
      } else {
        String failure = LogText.of(failed.cause());
        LOG.debug(
            "correction failed node={} id={} {}", name, pending.get(i).member().id(), failure);
        open.notTold(pending.get(i), failure);
      }
    }
  }
}
