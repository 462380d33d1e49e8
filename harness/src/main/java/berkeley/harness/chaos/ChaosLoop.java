package berkeley.harness.chaos;

import berkeley.api.wire.NodeStatus;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.FleetPlan;
import berkeley.harness.process.NodePlan;
import berkeley.simulator.text.HumanFigures;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run: brings the cluster up, lets the schedule have its way with it, looks at all clocks some
 * ten times a second, and ends at the first violation. For one thread, except {@link #stop}.
 */
final class ChaosLoop {

  private static final long LOOK_PERIOD_MILLIS = 70;
  private static final Duration FIRST_ELECTION = Duration.ofSeconds(90);

  /** Only what hangs takes longer. */
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  /** What a broken oscillator may do to a clock while it is not yet allowed for. */
  private static final double BROKEN_PPM = 1_000;

  private final ChaosSettings settings;
  private final ChaosCluster cluster;
  private final ChaosLog transcript;
  private final ChaosJudge jury;
  private final FleetPlan fleet;
  private final ProcessFaultInjector injector;
  private final List<ActiveFault> faults = new ArrayList<>();
  private int skipped;
  private String failure = "";
  private volatile boolean stopping;

  ChaosLoop(ChaosSettings settings, ChaosCluster cluster, Consumer<String> live) {
    this.settings = settings;
    this.cluster = cluster;
    this.transcript = new ChaosLog(live);
    this.fleet =
        FleetPlan.of(settings.nodes() - 1, settings.seed(), List.of(), List.of()).electing();
    this.jury = new ChaosJudge(fleet.driftsPpm());
    this.injector = new ProcessFaultInjector(cluster, settings.nodes());
  }

  /** Has {@link #run} end at its next look; for any thread. */
  void stop() {
    stopping = true;
  }

  ChaosResult run() throws InterruptedException {
    transcript.begin(System.nanoTime());
    cluster.open();
    for (NodePlan node : fleet.nodes()) {
      cluster.start(cluster.add(node));
    }
    ChaosObserver observer =
        new ChaosObserver(cluster, new StatusReader(cluster.address()), jury, transcript);
    awaitFirstElection(observer);
    observer.begin();
    long firstTerm = observer.term();
    long begin = System.nanoTime();
    transcript.begin(begin);
    letLoose(observer, begin);
    return new ChaosResult(
        settings,
        Duration.ofNanos(System.nanoTime() - begin),
        faults,
        skipped,
        observer.spreads(),
        observer.term() - firstTerm,
        observer.term(),
        observer.master(),
        jury.watch(),
        failure.isEmpty() ? observer.failure() : failure,
        transcript);
  }

  private void awaitFirstElection(ChaosObserver observer) throws InterruptedException {
    long begin = System.nanoTime();
    while (observer.health().master().isEmpty() && mayGoOn(observer)) {
      observer.look();
      if (System.nanoTime() - begin > FIRST_ELECTION.toNanos()) {
        throw CommandFailure.aimMissed(
            "no master that all %d nodes follow within %d s"
                .formatted(settings.nodes(), FIRST_ELECTION.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PERIOD_MILLIS);
    }
  }

  private void letLoose(ChaosObserver observer, long begin) throws InterruptedException {
    Deque<PlannedFault> planned =
        new ArrayDeque<>(ChaosSchedule.of(settings.seed(), settings.nodes(), settings.duration()));
    while (mayGoOn(observer) && !isDone(begin, planned)) {
      observer.look();
      judgeMinority(observer);
      long now = System.nanoTime();
      endFaults(begin, now);
      beginFaults(planned, observer, begin, now);
      noticeRecovery(observer.health(), now);
      TimeUnit.MILLISECONDS.sleep(LOOK_PERIOD_MILLIS);
    }
  }

  private boolean mayGoOn(ChaosObserver observer) {
    return !stopping && jury.watch().isClean() && failure.isEmpty() && observer.failure().isEmpty();
  }

  private boolean isDone(long begin, Deque<PlannedFault> planned) {
    return System.nanoTime() - begin >= settings.duration().toNanos()
        && planned.isEmpty()
        && faults.stream().allMatch(ActiveFault::isOver);
  }

  /** Once every lease of a master has run out. */
  private void judgeMinority(ChaosObserver observer) {
    long leaseNanos =
        2 * settings.master().period().toNanos() + settings.master().deadline().toNanos();
    long now = System.nanoTime();
    for (ActiveFault fault : faults) {
      boolean atWork = fault.kind() == FaultKind.MAJORITY && !fault.isEnded();
      if (atWork && now - fault.beganTicks() > leaseNanos) {
        jury.sawWithoutMajority(observer.seen());
      }
      if (atWork && now - fault.beganTicks() >= fault.plan().length().toNanos()) {
        jury.sawEndWithoutMajority(observer.seen());
      }
    }
  }

  private void endFaults(long begin, long now) {
    for (ActiveFault fault : faults) {
      if (!fault.isEnded() && now - begin >= fault.plan().end().toNanos()) {
        transcript.add(now, "end of: " + fault.story());
        fault.end();
      }
      fault.notice(System.nanoTime());
    }
  }

  private void beginFaults(
      Deque<PlannedFault> planned, ChaosObserver observer, long begin, long now) {
    while (!planned.isEmpty() && now - begin >= planned.peek().begin().toNanos()) {
      PlannedFault plan = planned.remove();
      Optional<String> master = observer.health().master().map(NodeStatus::id);
      Optional<ActiveFault> fault = injector.begin(plan, master, System.nanoTime());
      transcript.add(
          now,
          "%s: %s"
              .formatted(
                  plan.kind().word(), fault.map(ActiveFault::story).orElse("nobody qualifies")));
      fault.ifPresentOrElse(this::remember, () -> skipped++);
    }
  }

  private void remember(ActiveFault fault) {
    faults.add(fault);
    if (fault.kind() == FaultKind.DRIFT) {
      fault.victims().forEach(victim -> jury.excuse(victim.plan(), BROKEN_PPM));
    }
  }

  private void noticeRecovery(ClusterHealth health, long now) {
    for (ActiveFault fault : faults) {
      if (fault.notice(health, now)) {
        String took = HumanFigures.nanos(fault.recoveryNanos().getAsLong());
        transcript.add(now, "recovered in %s from: %s".formatted(took, fault.story()));
      }
      Duration limit = fault.plan().length().plus(RECOVERY);
      if (!fault.isOver() && now - fault.beganTicks() > limit.toNanos()) {
        failure = "no recovery within %d s from: %s".formatted(RECOVERY.toSeconds(), fault.story());
      }
    }
  }
}
