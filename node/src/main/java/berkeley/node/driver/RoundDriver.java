package berkeley.node.driver;

import berkeley.api.NodeState;
import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.Probe;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.environment.Request.Done;
import berkeley.api.wire.ContradictionException;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.TimeOrder;
import berkeley.api.wire.TimeOrder.Phase;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Member;
import berkeley.master.OverruledException;
import berkeley.master.Roster;
import berkeley.master.RoundState;
import berkeley.master.RoundState.PendingCorrection;
import berkeley.master.Sample;
import berkeley.master.TimeOrderExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one round: reads all members' clocks, has the outcome decided, corrects all.
 *
 * <p>Three quarters of the deadline are for reading, so that a member that does not answer leaves
 * time to correct those that did. Bursts that met a busy processor are repeated once when all
 * others are done: where rounds may become rarer, the poorest reading of all members decides when
 * the next one is, and of a thousand there is one in every round.
 *
 * <p>A newcomer is stepped by its first correction, and slews away for long what that was wrong by.
 * So one whose burst was far slower than those of most is read again too, a few times: where a
 * thousand start together some meet a busy processor more than once.
 *
 * <p>One object for each round, for the node's loop.
 */
final class RoundDriver {

  private static final Logger LOG = LoggerFactory.getLogger(RoundDriver.class);

  /** So often those are read again that are read poorly. */
  private static final int MOST_LOOKS = 4;

  /** A newcomer's burst that took so many times the usual round trip is poor. */
  private static final int POOR_FACTOR = 4;

  private final MastershipContext context;
  private final NodeEnvironment environment;
  private final MasterClock clock;
  private final MasterSettings settings;
  private final long number;
  private final Consumer<RoundResult> then;
  private final RoundState state;
  private final long probeDeadlineTicks;
  private final long deadlineTicks;
  private final List<Reading> readings;
  private List<Delivery> deliveries = List.of();
  private Optional<CallPacer> calls = Optional.empty();
  private Timer timer = () -> {};
  private int looks;
  private boolean ended;

  /** What has been read of one member's clock so far. */
  private static final class Reading {
    final Member member;
    final List<Sample> samples = new ArrayList<>();
    BurstLength length = BurstLength.fixed(1);
    String failure = Reply.Lost.late().failure();

    Reading(Member member) {
      this.member = member;
    }

    /** Returns the smallest round trip; there must be one. */
    long bestNanos() {
      return samples.stream().mapToLong(Sample::rttNanos).min().orElseThrow();
    }

    boolean isAnswered() {
      return !samples.isEmpty();
    }

    /** Returns whether it would have been quicker at another moment. */
    boolean isDisturbed() {
      return isAnswered() && length.isDisturbed(bestNanos());
    }

    /**
     * Returns whether a clock is about to be stepped by a reading that is far slower than usual.
     */
    boolean isPoorFirst(long usualNanos) {
      return isAnswered() && member.isNewcomer() && bestNanos() / POOR_FACTOR > usualNanos;
    }
  }

  /** One correction and what became of it. */
  private static final class Delivery {
    final PendingCorrection pending;
    Reply<Done> reply = Reply.Lost.late();

    Delivery(PendingCorrection pending) {
      this.pending = pending;
    }

    /**
     * Returns why the member did not obey, if that is because it obeys another master of this term
     * or of a newer one. Whoever has not left an older one yet may follow later.
     */
    Optional<StaleTermException> refusal(long term) {
      return reply instanceof Reply.Refused<Done> refused
              && refused.cause() instanceof StaleTermException stale
              && stale.obeyedTerm() >= term
          ? Optional.of(stale)
          : Optional.empty();
    }

    boolean isContradicted() {
      return reply instanceof Reply.Refused<Done> refused
          && refused.cause() instanceof ContradictionException;
    }
  }

  /**
   * Prepares a round over the members known now.
   *
   * @param context the mastership
   * @param number the round's number, higher than any before in its term
   * @param roster the members
   * @param pushing names of those that send their time by themselves, and are not asked
   * @param then told once how it ended
   */
  RoundDriver(
      MastershipContext context,
      long number,
      Roster roster,
      Set<String> pushing,
      Consumer<RoundResult> then) {
    this.context = context;
    this.environment = context.environment();
    this.clock = context.clock();
    this.settings = context.settings();
    this.number = number;
    this.then = then;
    long limit = settings.deadline().toNanos();
    long start = environment.ticks();
    this.probeDeadlineTicks = start + limit / 4 * 3;
    this.deadlineTicks = start + limit;
    this.state =
        new RoundState(
            context.name(),
            context.incarnation(),
            context.term(),
            number,
            roster,
            clock,
            settings.rttLimit(),
            plan(),
            context.electorate().get(),
            context.settings().movesClusterTime());
    this.readings = state.due(pushing).stream().map(Reading::new).toList();
  }

  private TimeOrderExecution.Plan plan() {
    TimeOrder before = context.order().status();
    TimeOrderExecution.Plan plan = context.order().begin(clock.ticks(), clock.line().leftNanos());
    TimeOrder after = context.order().status();
    if (before.phase() != Phase.DONE && after.phase() == Phase.DONE) {
      clock.line().conclude();
    }
    if (after.phase() != before.phase()) {
      LOG.info(
          "setting the time node={} term={} round={} phase={} left_ns={} cause={}",
          context.name(),
          context.term(),
          number,
          after.phase(),
          after.leftNanos(),
          after.reason().isEmpty() ? "-" : after.reason());
    }
    return plan;
  }

  /** Begins to read. */
  void begin() {
    guarded(() -> read(readings, probeDeadlineTicks, this::readPoorOnesAgain)).run();
  }

  private void read(List<Reading> of, long untilTicks, Runnable allRead) {
    List<CallPacer.Call> bursts =
        of.stream()
            .<CallPacer.Call>map(reading -> done -> classify(reading, untilTicks, done))
            .toList();
    makeCalls(bursts, settings.samples() + 1, untilTicks, allRead, this::decide);
  }

  private void makeCalls(
      List<CallPacer.Call> batch, int exchanges, long untilTicks, Runnable allDone, Runnable late) {
    timer = environment.loop().at(untilTicks, guarded(late));
    CallPacer pacer = new CallPacer(environment, batch, exchanges, untilTicks, guarded(allDone));
    calls = Optional.of(pacer);
    pacer.begin();
  }

  private void abandonCalls() {
    timer.cancel();
    calls.ifPresent(CallPacer::abandon);
  }

  /** A full node knows whether it has been synchronised; of any other clock nothing is known. */
  private void classify(Reading reading, long untilTicks, Runnable done) {
    Member member = reading.member;
    if (!member.classified() && member.address().describesItself()) {
      environment
          .network()
          .call(
              member.id(),
              member.address(),
              new Request.Status(),
              untilTicks,
              reply -> {
                if (reply instanceof Reply.Value<NodeStatus> status) {
                  NodeStatus said = status.value();
                  long now = environment.ticks();
                  member.classify(
                      said.state() == NodeState.NEWCOMER,
                      said.errorBoundNanos(),
                      clock.clusterAt(now).doubtNanos(),
                      now);
                  burst(reading, untilTicks, done);
                } else {
                  reading.failure = "no status: " + reply.failure();
                  done.run();
                }
              });
      return;
    }
    if (!member.classified()) {
      member.classify();
    }
    burst(reading, untilTicks, done);
  }

  private void burst(Reading reading, long untilTicks, Runnable done) {
    Member member = reading.member;
    reading.length = member.burst(settings.samples(), settings.pace());
    environment
        .network()
        .burst(
            member.id(),
            member.address(),
            reading.length,
            untilTicks,
            reply -> {
              take(reading, reply);
              done.run();
            });
  }

  /** Dates the probes now, while the clock's course of a moment ago is still known. */
  private void take(Reading reading, Reply<List<Probe>> reply) {
    if (reply instanceof Reply.Value<List<Probe>> probes) {
      probes.value().forEach(probe -> reading.samples.add(Sample.of(probe, clock)));
    } else {
      reading.failure = reply.failure();
    }
  }

  /** In half of the time that is left at most; who does not answer again keeps what it said. */
  private void readPoorOnesAgain() {
    timer.cancel();
    looks++;
    long usual = usualNanos();
    List<Reading> again =
        readings.stream()
            .filter(each -> (looks == 1 && each.isDisturbed()) || each.isPoorFirst(usual))
            .toList();
    long now = environment.ticks();
    if (again.isEmpty() || probeDeadlineTicks - now <= 0) {
      decide();
    } else {
      read(
          again,
          now + (probeDeadlineTicks - now) / 2,
          looks < MOST_LOOKS ? this::readPoorOnesAgain : this::decide);
    }
  }

  /** Returns the median of the round trips of all that have answered. */
  private long usualNanos() {
    long[] sorted =
        readings.stream()
            .filter(Reading::isAnswered)
            .mapToLong(Reading::bestNanos)
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private void decide() {
    abandonCalls();
    long now = environment.ticks();
    for (Reading reading : readings) {
      if (reading.samples.isEmpty()) {
        state.silent(reading.member, reading.failure);
      } else {
        state.answered(reading.member, List.copyOf(reading.samples), now);
      }
    }
    state.excluded().forEach(this::logExcluded);
    if (!context.authority().getAsBoolean()) {
      end(new RoundResult.Unauthorised());
      return;
    }
    try {
      deliveries = state.decide(context.rule()).stream().map(Delivery::new).toList();
    } catch (StaleTermException e) {
      end(new RoundResult.Deposed(e));
      return;
    } catch (OverruledException e) {
      end(new RoundResult.Overruled(String.valueOf(e.getMessage())));
      return;
    }
    List<CallPacer.Call> corrections = deliveries.stream().map(this::deliverCall).toList();
    makeCalls(corrections, 1, deadlineTicks, this::finish, this::finish);
  }

  private void logExcluded(String id, String cause) {
    LOG.info(
        "member excluded node={} term={} round={} id={} cause={}",
        context.name(),
        context.term(),
        number,
        id,
        cause);
  }

  private CallPacer.Call deliverCall(Delivery delivery) {
    Member to = delivery.pending.member();
    return done ->
        environment
            .network()
            .call(
                to.id(),
                to.address(),
                new Request.Adjust(delivery.pending.adjustment()),
                deadlineTicks,
                reply -> {
                  if (!ended) {
                    delivery.reply = reply;
                  }
                  done.run();
                });
  }

  private void finish() {
    abandonCalls();
    List<StaleTermException> refusals =
        deliveries.stream().flatMap(delivery -> delivery.refusal(context.term()).stream()).toList();
    if (2 * refusals.size() > deliveries.size()) {
      end(new RoundResult.Deposed(refusals.get(0)));
      return;
    }
    Set<String> contradicting =
        deliveries.stream()
            .filter(Delivery::isContradicted)
            .map(delivery -> delivery.pending.member().id())
            .collect(Collectors.toCollection(TreeSet::new));
    if (state.isOverruledBy(contradicting)) {
      end(new RoundResult.Overruled("contradicted by " + contradicting));
      return;
    }
    for (Delivery delivery : deliveries) {
      if (delivery.reply instanceof Reply.Value<Done>) {
        state.told(delivery.pending);
      } else {
        String failure = delivery.reply.failure();
        LOG.debug(
            "correction failed node={} id={} {}",
            context.name(),
            delivery.pending.member().id(),
            failure);
        state.notTold(delivery.pending, failure);
      }
    }
    boolean isHeld = clock.clusterAt(clock.ticks()).statement().isHeld();
    if (!isHeld && !clock.newcomer() && state.isHeld()) {
      clock.line().hold();
    }
    end(
        new RoundResult.Completed(
            state.report(),
            state.restNanos(settings.pace()),
            state.learningPauseNanos(settings.period().toNanos())));
  }

  private void end(RoundResult result) {
    if (!ended) {
      ended = true;
      then.accept(result);
    }
  }

  /** Cuts the round short: nothing of it is told any more. */
  void abandon() {
    ended = true;
    abandonCalls();
  }

  /** A fault of one round, whatever it is, must not end the mastership. */
  private Runnable guarded(Runnable step) {
    return () -> {
      if (ended) {
        return;
      }
      try {
        step.run();
      } catch (RuntimeException e) {
        end(new RoundResult.Failed(e));
      }
    };
  }
}
