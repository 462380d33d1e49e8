package berkeley.harness.chaos;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.FleetPlan;
import berkeley.harness.status.StatusClient;
import berkeley.simulator.fault.FaultKind;
import berkeley.simulator.fault.FaultStage;
import berkeley.simulator.text.HumanFigures;
import berkeley.transport.ticks.HostTicks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run: starts the cluster, injects the faults of the schedule, reads all clocks some ten times
 * a second, and ends at the first violation. For one thread, except {@link #stop}.
 */
final class ChaosLoop {

  private static final long LOOK_PERIOD_MILLIS = 70;
  private static final Duration CALL_LIMIT = Duration.ofMillis(400);
  private static final Duration FIRST_ELECTION_LIMIT = Duration.ofSeconds(90);

  /** A recovery that takes longer never comes. */
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);

  private final ChaosSettings settings;
  private final ChaosCluster cluster;
  private final ChaosLog log;
  private final ChaosJudge judge;
  private final FleetPlan fleet;
  private final ProcessFaultInjector injector;
  private final List<ActiveFault> faults = new ArrayList<>();
  private int skipped;
  private String failure = "";
  private volatile boolean stopping;

  ChaosLoop(ChaosSettings settings, ChaosCluster cluster, Consumer<String> live) {
    this.settings = settings;
    this.cluster = cluster;
    this.log = new ChaosLog(live);
    this.fleet =
        FleetPlan.of(settings.nodes() - 1, settings.seed(), List.of(), List.of()).electing();
    this.judge =
        new ChaosJudge(HostTicks.now(), settings.master().period().toNanos(), fleet.driftsPpm());
    this.injector = new ProcessFaultInjector(cluster, settings.nodes(), judge.excuses());
  }

  /** Ends {@link #run} at its next look; for any thread. */
  void stop() {
    stopping = true;
  }

  ChaosResult run() throws InterruptedException {
    log.begin(HostTicks.now());
    RegistryAddress registry = cluster.startRegistry();
    fleet.nodes().forEach(cluster::add);
    cluster.lengthenLinks(settings.longestLink(), new Random(settings.seed()));
    cluster.members().forEach(cluster::start);
    ChaosObserver observer =
        new ChaosObserver(cluster, StatusClient.at(registry, CALL_LIMIT), judge, log);
    awaitFirstElection(observer);
    observer.begin();
    long firstTerm = observer.term();
    long begin = HostTicks.now();
    log.begin(begin);
    injectFaults(observer, begin);
    return new ChaosResult(
        settings,
        Duration.ofNanos(HostTicks.now() - begin),
        faults,
        skipped,
        observer.spreads(),
        observer.term() - firstTerm,
        observer.term(),
        observer.master(),
        judge,
        failure.isEmpty() ? observer.failure() : failure,
        log);
  }

  private void awaitFirstElection(ChaosObserver observer) throws InterruptedException {
    long begin = HostTicks.now();
    while (observer.health().master().isEmpty() && mayContinue(observer)) {
      observer.look();
      if (HostTicks.now() - begin > FIRST_ELECTION_LIMIT.toNanos()) {
        throw CommandFailure.aimMissed(
            "no master that all %d nodes follow within %d s"
                .formatted(settings.nodes(), FIRST_ELECTION_LIMIT.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PERIOD_MILLIS);
    }
  }

  private void injectFaults(ChaosObserver observer, long begin) throws InterruptedException {
    Deque<PlannedFault> planned =
        new ArrayDeque<>(ChaosSchedule.of(settings.seed(), settings.nodes(), settings.duration()));
    while (mayContinue(observer) && !isDone(begin, planned)) {
      observer.look();
      checkMinority(observer);
      long now = HostTicks.now();
      endFaults(begin, now);
      beginFaults(planned, observer, begin, now);
      updateRecovery(observer.health(), now);
      TimeUnit.MILLISECONDS.sleep(LOOK_PERIOD_MILLIS);
    }
  }

  private boolean mayContinue(ChaosObserver observer) {
    return !stopping && judge.isClean() && failure.isEmpty() && observer.failure().isEmpty();
  }

  private boolean isDone(long begin, Deque<PlannedFault> planned) {
    return HostTicks.now() - begin >= settings.duration().toNanos()
        && planned.isEmpty()
        && faults.stream().allMatch(ActiveFault::isOver);
  }

  /** Checks the nodes that are left without a majority, once every lease of a master has ended. */
  private void checkMinority(ChaosObserver observer) {
    long leaseNanos =
        2 * settings.master().period().toNanos() + settings.master().deadline().toNanos();
    long now = HostTicks.now();
    for (ActiveFault fault : faults) {
      boolean isActive = fault.kind() == FaultKind.MAJORITY && !fault.isEnded();
      if (isActive && now - fault.beganTicks() > leaseNanos) {
        judge.checkWithoutMajority(observer.seen());
      }
      if (isActive && now - fault.beganTicks() >= fault.plan().length().toNanos()) {
        judge.checkEndWithoutMajority(observer.seen());
      }
    }
  }

  private void endFaults(long begin, long now) {
    for (ActiveFault fault : faults) {
      if (!fault.isEnded() && now - begin >= fault.plan().end().toNanos()) {
        log.add(now, "end of: " + fault.description());
        fault.end();
      }
      fault.updateUndone(HostTicks.now());
    }
  }

  private void beginFaults(
      Deque<PlannedFault> planned, ChaosObserver observer, long begin, long now) {
    while (!planned.isEmpty() && now - begin >= planned.peek().begin().toNanos()) {
      PlannedFault plan = planned.remove();
      Optional<String> master = observer.health().master().map(NodeStatus::id);
      Optional<ActiveFault> fault = injector.begin(plan, master, HostTicks.now());
      log.add(
          now,
          "%s: %s"
              .formatted(
                  plan.kind().nameIn(FaultStage.PROCESSES).orElseThrow(),
                  fault.map(ActiveFault::description).orElse("nobody qualifies")));
      fault.ifPresentOrElse(faults::add, () -> skipped++);
    }
  }

  private void updateRecovery(ClusterHealth health, long now) {
    for (ActiveFault fault : faults) {
      if (fault.updateRecovery(health, now)) {
        String took = HumanFigures.nanos(fault.recoveryNanos().getAsLong());
        log.add(now, "recovered in %s from: %s".formatted(took, fault.description()));
      }
      Duration limit = fault.plan().length().plus(RECOVERY_LIMIT);
      if (!fault.isOver() && now - fault.beganTicks() > limit.toNanos()) {
        failure =
            "no recovery within %d s from: %s"
                .formatted(RECOVERY_LIMIT.toSeconds(), fault.description());
      }
    }
  }
}
