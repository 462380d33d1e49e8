package berkeley.harness.demo;

import berkeley.api.RegistryAddress;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.FleetPlan;
import berkeley.harness.process.NodeArguments;
import berkeley.harness.process.NodePlan;
import berkeley.simulator.observation.InvariantChecker;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.text.Units;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the demonstration: starts the processes, has the master lead, reads clocks and rounds
 * together, and sums up. Reads each clock some twenty times a second, less often in a large fleet.
 */
final class DemoLoop {

  private static final long LOOK_PERIOD_MILLIS = 50;
  private static final long LOOK_PERIOD_PER_NODE_MILLIS = 8;
  private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(10);
  private static final long PERIODS_OF_SILENCE = 5;

  /** An election may take so much longer: members that have just started are waited for. */
  private static final long ELECTION_FACTOR = 3;

  private final DemoSettings settings;
  private final RoundView view;
  private final FleetControls controls;
  private final InvariantChecker watch;
  private final SpreadHistory spreads;
  private volatile boolean stopping;

  /**
   * Creates a demonstration.
   *
   * @param settings what it does
   * @param view shows it
   * @param controls inject faults into its nodes meanwhile
   */
  DemoLoop(DemoSettings settings, RoundView view, FleetControls controls) {
    this.settings = settings;
    this.view = view;
    this.controls = controls;
    this.watch =
        new InvariantChecker(ClockLimits.DEFAULT.maxSlewPpm(), settings.plan().driftsPpm());
    this.spreads = new SpreadHistory(settings.rounds() / 2 + 1);
  }

  /** Ends {@link #run} at its next look, with a summary; for any thread. */
  void stop() {
    stopping = true;
  }

  /**
   * Runs it.
   *
   * @param processes none of them started; closed by the caller
   * @throws CommandFailure if a process ends, or there are no rounds any more
   */
  DemoResult run(ClusterProcesses processes) throws InterruptedException {
    FleetPlan plan = settings.plan();
    view.progress(
        "starting a registry, %s, each in a JVM of its own (--seed %d)"
            .formatted(
                plan.elects()
                    ? "%d electable nodes".formatted(plan.slaves().size())
                    : "%d slaves and a master".formatted(plan.slaves().size()),
                settings.seed()));
    RegistryAddress address = processes.startRegistry();
    Map<String, List<String>> arguments = new LinkedHashMap<>();
    for (NodePlan node : plan.nodes()) {
      arguments.put(node.id(), NodeArguments.of(plan, node, address, settings.master()));
    }
    processes.startAll(arguments);
    DemoOracle oracle = new DemoOracle(plan, address, rateLimitPpm(plan));
    Snapshot before = look(oracle, 0);
    view.looked(before);
    view.progress(
        "all up, registry at %s; %s"
            .formatted(
                address,
                (plan.elects() ? "they elect a master, rounds come every %s" : "rounds of %s begin")
                    .formatted(Units.text(settings.master().period()))));
    plan.master().flatMap(node -> processes.node(node.id())).ifPresent(ClusterProcesses::lead);
    controls.bind(processes);
    return watch(processes, oracle, before);
  }

  private DemoResult watch(ClusterProcesses processes, DemoOracle oracle, Snapshot before)
      throws InterruptedException {
    long beginTicks = System.nanoTime();
    long lastRoundTicks = beginTicks;
    long term = 0;
    String master = settings.plan().master().map(NodePlan::id).orElse("");
    long round = -1;
    long rounds = 0;
    Snapshot truth = before;
    while (!stopping && (settings.hold() || rounds < settings.rounds())) {
      TimeUnit.MILLISECONDS.sleep(lookPeriodMillis());
      processes.requireAlive();
      controls.arrivals().forEach(oracle::watch);
      List<RoundReport> reports = oracle.rounds(term, round);
      truth = look(oracle, rounds + reports.size());
      for (RoundReport report : reports) {
        view.round(report, truth);
        term = report.term();
        master = report.master();
        round = report.round();
        lastRoundTicks = System.nanoTime();
      }
      view.looked(truth);
      rounds += reports.size();
      requireRounds(lastRoundTicks);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - beginTicks);
    int nodes = settings.plan().nodes().size();
    return new DemoResult(rounds, term, master, nodes, took, before, truth, spreads, watch);
  }

  private Snapshot look(DemoOracle oracle, long rounds) {
    Snapshot snapshot = oracle.look();
    if (!controls.isDisturbed()) {
      snapshot.sightings().forEach(watch::saw);
    }
    spreads.add(snapshot, rounds);
    return snapshot;
  }

  private long lookPeriodMillis() {
    int nodes = settings.plan().nodes().size();
    return Math.max(LOOK_PERIOD_MILLIS, LOOK_PERIOD_PER_NODE_MILLIS * nodes);
  }

  private void requireRounds(long lastRoundTicks) {
    Duration silence = Duration.ofNanos(System.nanoTime() - lastRoundTicks);
    long factor = settings.plan().elects() ? ELECTION_FACTOR : 1;
    Duration limit = settings.master().period().multipliedBy(PERIODS_OF_SILENCE * factor);
    Duration shortest = SHORTEST_SILENCE.multipliedBy(factor);
    if (!controls.isDisturbed()
        && silence.compareTo(shortest) > 0
        && silence.compareTo(limit) > 0) {
      throw CommandFailure.aimMissed(
          "no round for %d s; %s"
              .formatted(
                  silence.toSeconds(),
                  settings.plan().elects()
                      ? "is there no majority that could elect a master?"
                      : "is the master stopped?"));
    }
  }

  /** Returns what slewing and the worst drift allow together. */
  private static double rateLimitPpm(FleetPlan plan) {
    double worstDrift = plan.driftsPpm().values().stream().mapToDouble(Math::abs).max().orElse(0);
    return ClockLimits.DEFAULT.maxSlewPpm() + 2 * worstDrift;
  }
}
