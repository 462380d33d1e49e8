package berkeley.launcher.chaos;

import berkeley.api.NodeState;
import berkeley.api.NodeStatus;
import berkeley.launcher.chaos.Member.Wrong;
import berkeley.launcher.cli.CommandFailure;
import berkeley.launcher.cli.Figures;
import berkeley.launcher.fleet.FleetPlan;
import berkeley.launcher.fleet.NodePlan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run: brings the cluster up, lets the schedule have its way with it, looks at all clocks some
 * ten times a second, and ends at the first violation. For one thread, except {@link #stop}.
 */
final class Chaos {

  private static final long LOOK_PERIOD_MILLIS = 70;
  private static final Duration FIRST_ELECTION = Duration.ofSeconds(90);

  /** Only what hangs takes longer. */
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  private final ChaosSettings settings;
  private final ChaosCluster cluster;
  private final Transcript transcript;
  private final Jury jury;
  private final FleetPlan fleet;
  private final FaultInjector injector;
  private final SpreadMeter spreads = new SpreadMeter();
  private final List<ActiveFault> faults = new ArrayList<>();
  private final Map<String, NodeState> states = new HashMap<>();
  private final long leaseNanos;
  private Map<String, NodeStatus> seen = Map.of();
  private Health health = Health.NONE;
  private String master = "";
  private long term;
  private long firstTerm;
  private int skipped;
  private String failure = "";
  private volatile boolean stopping;

  Chaos(ChaosSettings settings, ChaosCluster cluster, Consumer<String> live) {
    this.settings = settings;
    this.cluster = cluster;
    this.transcript = new Transcript(live);
    this.fleet =
        FleetPlan.of(settings.nodes() - 1, settings.seed(), List.of(), List.of()).electing();
    this.jury = new Jury(fleet.driftsPpm());
    this.injector = new FaultInjector(cluster, settings.nodes());
    this.leaseNanos =
        2 * settings.master().period().toNanos() + settings.master().deadline().toNanos();
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
    Eye eye = new Eye(cluster.address());
    awaitFirstElection(eye);
    firstTerm = term;
    long begin = System.nanoTime();
    transcript.begin(begin);
    Deque<PlannedFault> planned =
        new ArrayDeque<>(ChaosSchedule.of(settings.seed(), settings.nodes(), settings.duration()));
    long end = begin + settings.duration().toNanos();
    while (!isOver(end, planned)) {
      look(eye);
      long now = System.nanoTime();
      endFaults(begin, now);
      beginFaults(planned, begin, now);
      noticeRecovery(now);
      TimeUnit.MILLISECONDS.sleep(LOOK_PERIOD_MILLIS);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return new ChaosResult(
        settings,
        took,
        faults,
        skipped,
        spreads,
        term - firstTerm,
        term,
        master,
        jury.watch(),
        failure,
        transcript);
  }

  private boolean isOver(long end, Deque<PlannedFault> planned) {
    boolean done =
        System.nanoTime() - end >= 0
            && planned.isEmpty()
            && faults.stream().allMatch(ActiveFault::isOver);
    return stopping || !jury.watch().isClean() || !failure.isEmpty() || done;
  }

  private void awaitFirstElection(Eye eye) throws InterruptedException {
    long begin = System.nanoTime();
    while (health.master().isEmpty() && !stopping && jury.watch().isClean()) {
      look(eye);
      if (System.nanoTime() - begin > FIRST_ELECTION.toNanos()) {
        throw CommandFailure.aimMissed(
            "no master that all %d nodes follow within %d s"
                .formatted(settings.nodes(), FIRST_ELECTION.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PERIOD_MILLIS);
    }
  }

  private void look(Eye eye) {
    long now = System.nanoTime();
    for (Member member : cluster.members()) {
      if (member.noticeReady()) {
        transcript.add(now, member.id() + " is up");
      }
      if (member.hasFallen() && !stopping) {
        failure =
            "%s ended by itself with exit code %d; it said last: %s"
                .formatted(
                    member.id(),
                    member.child().get().exitCode().orElse(-1),
                    String.join(" | ", member.child().get().lastWords()));
      }
    }
    seen = eye.look(cluster.members());
    jury.saw(cluster.members(), seen);
    jury.watch().examples().forEach(line -> transcript.add(now, "VIOLATED " + line));
    List<String> sound =
        cluster.members().stream().filter(m -> isExpected(m)).map(Member::id).toList();
    health = Health.of(sound, seen);
    noticeMaster(now);
    noticeStates(now);
    spreads.saw(
        seen.values().stream()
            .filter(s -> sound.contains(s.id()) && s.state() != NodeState.NEWCOMER)
            .toList());
    judgeMinority(now);
  }

  /** Newcomers that are still starting are not missed; permanent nodes are, until all are there. */
  private boolean isExpected(Member member) {
    boolean first = firstTerm == 0 && member.has(Wrong.STARTING);
    return member.isSound() || first;
  }

  private void noticeMaster(long now) {
    if (health.master().isPresent() && health.master().get().term() > term) {
      term = health.master().get().term();
      master = health.master().get().id();
      transcript.add(now, "all follow %s in term %d".formatted(master, term));
    }
  }

  private void noticeStates(long now) {
    seen.forEach(
        (id, status) -> {
          if (states.put(id, status.state()) != status.state()) {
            transcript.add(
                now,
                "%s is %s, bound %s"
                    .formatted(id, status.state(), Figures.nanos(status.errorBoundNanos())));
          }
        });
  }

  private void judgeMinority(long now) {
    for (ActiveFault fault : faults) {
      boolean atWork = fault.kind() == FaultKind.MAJORITY && !fault.isEnded();
      if (atWork && now - fault.beganTicks() > leaseNanos) {
        jury.sawWithoutMajority(seen);
      }
    }
  }

  private void endFaults(long begin, long now) {
    for (ActiveFault fault : faults) {
      if (!fault.isEnded() && now - begin >= fault.plan().end().toNanos()) {
        transcript.add(now, "end of: " + fault.story());
        if (fault.kind() == FaultKind.MAJORITY) {
          jury.sawEndWithoutMajority(seen);
        }
        fault.end();
      }
      fault.notice(System.nanoTime());
    }
  }

  private void beginFaults(Deque<PlannedFault> planned, long begin, long now) {
    while (!planned.isEmpty() && now - begin >= planned.peek().begin().toNanos()) {
      PlannedFault plan = planned.remove();
      Optional<ActiveFault> fault =
          injector.begin(plan, health.master().map(NodeStatus::id), System.nanoTime());
      if (fault.isPresent()) {
        faults.add(fault.get());
        transcript.add(now, "%s: %s".formatted(plan.kind().word(), fault.get().story()));
        if (plan.kind() == FaultKind.DRIFT) {
          fault.get().victims().forEach(victim -> jury.excuse(victim.plan(), 1_000));
        }
      } else {
        skipped++;
        transcript.add(now, "%s: nobody qualifies".formatted(plan.kind().word()));
      }
    }
  }

  private void noticeRecovery(long now) {
    for (ActiveFault fault : faults) {
      if (fault.notice(health, now)) {
        transcript.add(
            now,
            "recovered in %s from: %s"
                .formatted(Figures.nanos(fault.recoveryNanos().getAsLong()), fault.story()));
      }
      Duration limit = fault.plan().length().plus(RECOVERY);
      if (!fault.isOver() && now - fault.beganTicks() > limit.toNanos()) {
        failure = "no recovery within %d s from: %s".formatted(RECOVERY.toSeconds(), fault.story());
      }
    }
  }
}
