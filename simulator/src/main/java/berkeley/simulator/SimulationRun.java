package berkeley.simulator;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.cluster.ReachableSlave;
import berkeley.simulator.cluster.ScenarioMaster;
import berkeley.simulator.cluster.SimulatedScenario;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.measure.Accuracy;
import berkeley.simulator.measure.InvariantWatch;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.world.VirtualTime;
import java.util.List;
import java.util.OptionalLong;

/**
 * One run: a master leads, and the truth looks on.
 *
 * <p>Accuracy is sampled once in each second, half a period (at most half a second) after the
 * second's beginning, where rounds begin if the period is a whole number or a whole fraction of
 * seconds. So a sample lies mid-way between two rounds: neither just corrected nor just about to
 * be. The invariants are looked at then, before and after each round, at each message that a slave
 * gets, and where its clock bends after a correction.
 *
 * <p>It can be run bit by bit; what is read of it meanwhile changes nothing. Not safe for use by
 * several threads.
 */
public final class SimulationRun {

  private static final long SECOND = 1_000_000_000L;

  /** Just after the knee that a correction puts into a clock, and when it is mostly used up. */
  private static final long[] AFTER_CORRECTION = {201_000, 60_000_000};

  private static final long SETTLED_ROUNDS = 60;

  private final Scenario scenario;
  private final long seed;
  private final SampleListener listener;
  private final SimulationHooks hooks;
  private final VirtualTime time = new VirtualTime();
  private final SimulatedScenario cluster;
  private final InvariantWatch watch;
  private final Accuracy accuracy;
  private final ScenarioMaster leading;
  private final List<VirtualNode> honest;
  private final List<String> names;
  private final long[] offsets;
  private final long[] bounds;
  private long rounds;
  private OptionalLong gainedByHalf = OptionalLong.empty();

  SimulationRun(Scenario scenario, long seed, SampleListener listener, SimulationHooks hooks) {
    this.scenario = scenario;
    this.seed = seed;
    this.listener = listener;
    this.hooks = hooks;
    this.cluster = SimulatedScenario.of(time, scenario, seed);
    List<VirtualNode> slaves = cluster.peers().stream().map(ReachableSlave::node).toList();
    this.watch = new InvariantWatch(time, scenario, cluster.master(), slaves);
    this.honest =
        slaves.stream().filter(node -> !scenario.faults().lies(slaves.indexOf(node) + 1)).toList();
    this.names = honest.stream().map(VirtualNode::id).toList();
    this.offsets = new long[honest.size()];
    this.bounds = new long[honest.size()];
    this.accuracy = new Accuracy((int) scenario.duration().toSeconds() + 1, half());
    time.at(Math.min(scenario.master().period().toNanos(), SECOND) / 2, this::sample);
    this.leading =
        new ScenarioMaster(
            time,
            cluster.master(),
            scenario.master(),
            cluster.peers().stream().map(hooks::slave).toList(),
            new Observer(),
            hooks::links);
    leading.lead();
    scenario.push().ifPresent(leading::pushEvery);
  }

  private long half() {
    return scenario.duration().toNanos() / 2;
  }

  /**
   * Lets happen what is due.
   *
   * @param nanos up to which true time, since the start; beyond the scenario's duration nothing
   *     happens
   */
  public void runUntil(long nanos) {
    long end = Math.min(nanos, scenario.duration().toNanos());
    if (gainedByHalf.isEmpty() && end >= half()) {
      time.runUntil(half());
      gainedByHalf = OptionalLong.of(masterGained());
    }
    if (end >= time.now()) {
      time.runUntil(end);
    }
  }

  /** Lets happen all that is left, and returns what it came to. */
  public RunResult toEnd() {
    runUntil(scenario.duration().toNanos());
    return result(masterGained() - gainedByHalf.orElseThrow());
  }

  /** Returns true time, in which more can be planned. */
  public VirtualTime time() {
    return time;
  }

  /** Returns the nodes, as they were drawn. */
  public SimulatedScenario cluster() {
    return cluster;
  }

  /** Returns the mastership. */
  public ScenarioMaster master() {
    return leading;
  }

  /** What corrections, not its oscillator, have added to the master's clock. */
  private long masterGained() {
    return cluster.master().nodeTime() - cluster.master().counter().getAsLong();
  }

  private RunResult result(long shiftNanos) {
    double rms = accuracy.rmsNanos();
    long holds = SETTLED_ROUNDS * scenario.master().period().toNanos();
    return new RunResult(
        seed,
        rounds,
        rms,
        accuracy.maxNanos(),
        accuracy.spreadNanos(0.5),
        accuracy.spreadNanos(0.99),
        accuracy.boundMedianNanos(),
        inRounds(accuracy.settledAt(10 * rms, holds)),
        inRounds(accuracy.slowestSettledAt(10 * rms, holds)),
        shiftNanos,
        watch.violations(),
        watch.excused(),
        watch.excuses(),
        watch.examples());
  }

  private OptionalLong inRounds(OptionalLong trueNanos) {
    return trueNanos.isPresent()
        ? OptionalLong.of(trueNanos.getAsLong() / scenario.master().period().toNanos() + 1)
        : trueNanos;
  }

  private void sample() {
    time.in(SECOND, this::sample);
    long master = cluster.master().nodeTime();
    for (int i = 0; i < offsets.length; i++) {
      NodeStatus status = honest.get(i).status();
      offsets[i] = status.reading().timeNanos() - master;
      bounds[i] = status.state() == NodeState.NEWCOMER ? Long.MAX_VALUE : status.errorBoundNanos();
    }
    accuracy.sampled(time.now(), offsets, bounds);
    listener.clusterGained(time.now(), masterGained());
    listener.sampled(time.now(), names, offsets, bounds);
    watch.seeAll();
  }

  /** Looks when something has happened. */
  private final class Observer implements ScenarioMaster.Observer {

    @Override
    public void roundEnded(RoundReport report) {
      rounds++;
      watch.seeAll();
      hooks.roundEnded(report);
    }

    @Override
    public void touched(VirtualNode slave) {
      watch.see(slave);
    }

    @Override
    public void corrected(VirtualNode slave) {
      watch.see(slave);
      for (long later : AFTER_CORRECTION) {
        time.in(later, () -> watch.see(slave));
      }
    }
  }
}
