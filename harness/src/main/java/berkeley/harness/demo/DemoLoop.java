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
import berkeley.simulator.text.HumanFigures;
import berkeley.simulator.text.Units;
import berkeley.transport.ticks.HostTicks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs the demonstration: starts the processes, has the master lead, reads clocks and rounds
 * together, and sums up. Reads each clock some twenty times a second, less often in a large fleet.
 */
final class DemoLoop {

  private static final long LOOK_PERIOD_MILLIS = 50;
  private static final long LOOK_PERIOD_PER_NODE_MILLIS = 8;
  private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(10);
  private static final long PERIODS_OF_SILENCE = 5;
  private static final int MOST_NAMED = 8;

  /** An election may take so much longer: members that have just started are waited for. */
  private static final long ELECTION_FACTOR = 3;

  private final DemoSettings settings;
  private final RoundView view;
  private final FleetControls controls;
  private final ToldRounds told;
  private final InvariantChecker watch;
  private final SpreadHistory spreads;
  private volatile boolean stopping;

  /**
   * Creates a demonstration.
   *
   * @param settings what it does
   * @param view shows it
   * @param controls inject faults into its nodes meanwhile
   * @param told what masters tell of their rounds
   */
  DemoLoop(DemoSettings settings, RoundView view, FleetControls controls, ToldRounds told) {
    this.settings = settings;
    this.view = view;
    this.controls = controls;
    this.told = told;
    this.watch =
        new InvariantChecker(ClockLimits.UNSTEERED.maxSlewPpm(), settings.plan().driftsPpm());
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
    introduction().forEach(view::progress);
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
        "all are up, registry at %s; %s"
            .formatted(address, plan.elects() ? "they elect a master" : "rounds begin"));
    plan.master().flatMap(node -> processes.node(node.id())).ifPresent(ClusterProcesses::lead);
    controls.bind(processes);
    return watch(processes, oracle, before);
  }

  /** Says what is going to happen, before anything takes time. */
  private List<String> introduction() {
    FleetPlan plan = settings.plan();
    String wrong =
        plan.nodes().stream()
            .limit(MOST_NAMED)
            .map(node -> node.id() + " " + HumanFigures.signed(node.offset().toNanos()))
            .collect(Collectors.joining(", "));
    return List.of(
        "%s whose clocks are wrong (%s%s; --seed %d)"
            .formatted(
                plan.elects()
                    ? "%d equal nodes".formatted(plan.slaves().size())
                    : plan.slaves().size() == 1
                        ? "a master and a slave"
                        : "a master and %d slaves".formatted(plan.slaves().size()),
                wrong,
                plan.nodes().size() > MOST_NAMED ? ", ..." : "",
                settings.seed()),
        "%s: %s, %s"
            .formatted(
                settings.lesson().push().isPresent() ? "the slaves send their times" : "in a round",
                doing(plan),
                settings.hold()
                    ? "until Ctrl-C"
                    : "%d rounds, one each %s"
                        .formatted(settings.rounds(), Units.text(settings.master().period()))),
        "starting a registry and %d nodes, each in a JVM of its own"
            .formatted(plan.nodes().size()));
  }

  private String doing(FleetPlan plan) {
    if (settings.lesson().push().isPresent()) {
      return "the master answers each with its difference to the average";
    }
    return (plan.elects() ? "the master that they elect" : "the master")
        + " asks all for their times, agrees on one ("
        + settings.master().average()
        + "), and sends each its difference";
  }

  private DemoResult watch(ClusterProcesses processes, DemoOracle oracle, Snapshot before)
      throws InterruptedException {
    long beginTicks = HostTicks.now();
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
      if (!reports.isEmpty()) {
        told.await(reports.get(reports.size() - 1).round());
      }
      told.take().forEach(view::told);
      truth = look(oracle, rounds + reports.size());
      for (RoundReport report : reports) {
        view.round(report, truth);
        term = report.term();
        master = report.master();
        round = report.round();
        lastRoundTicks = HostTicks.now();
      }
      view.looked(truth);
      rounds += reports.size();
      requireRounds(lastRoundTicks);
    }
    Duration took = Duration.ofNanos(HostTicks.now() - beginTicks);
    int nodes = settings.plan().nodes().size();
    return new DemoResult(rounds, term, master, nodes, took, before, truth, spreads, watch);
  }

  private Snapshot look(DemoOracle oracle, long rounds) {
    Snapshot snapshot = oracle.look();
    // A textbook's clocks go back and give no bound: there is nothing to judge.
    if (!controls.isDisturbed() && !settings.lesson().textbook()) {
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
    Duration silence = Duration.ofNanos(HostTicks.now() - lastRoundTicks);
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
    return ClockLimits.UNSTEERED.maxSlewPpm() + 2 * worstDrift;
  }
}
