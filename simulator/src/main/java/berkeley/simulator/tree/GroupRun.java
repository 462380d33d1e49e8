package berkeley.simulator.tree;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.node.CorrectionListener;
import berkeley.node.NodeService;
import berkeley.simulator.cluster.ReachableSlave;
import berkeley.simulator.cluster.ScenarioMaster;
import berkeley.simulator.cluster.SimulatedScenario;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.measure.InvariantWatch;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.world.RandomSource;
import berkeley.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The simulation of one group: its master, whose course is known from the level above, its members,
 * and the clock at the top, against which all are compared.
 */
final class GroupRun implements ScenarioMaster.Observer {

  /** Just after the knee that a correction puts into a clock, and when it is mostly used up. */
  private static final long[] AFTER_CORRECTION = {201_000, 60_000_000};

  private final TreeSettings settings;
  private final long seed;
  private final GroupPosition place;
  private final Scenario scenario;
  private final VirtualTime time;
  private final List<ReachableSlave> peers = new ArrayList<>();
  private final List<CorrectionScript> scripts = new ArrayList<>();
  private final VirtualNode root;
  private final InvariantWatch watch;
  private final LevelTally tally;

  /**
   * A node that leads a group.
   *
   * @param place the group of which it is a member
   * @param number its number there
   * @param script the corrections that it received there
   */
  record GroupMaster(GroupPosition place, int number, CorrectionScript script) {}

  /** Returns the group at the top; writes the script. */
  static GroupRun top(TreeSettings settings, long seed, CorrectionScript ofTheRoot) {
    VirtualTime time = new VirtualTime();
    GroupRun run =
        new GroupRun(
            settings,
            seed,
            GroupPosition.TOP,
            time,
            (id, adjustment) -> ofTheRoot.add(time.now(), adjustment));
    new ScenarioMaster(time, run.root, run.scenario.master(), run.peers, run).lead();
    return run;
  }

  /** Returns a group below; replays the recorded corrections of its master and of the root. */
  static GroupRun below(
      TreeSettings settings, long seed, CorrectionScript ofTheRoot, GroupMaster groupMaster) {
    GroupPosition place = groupMaster.place().below(groupMaster.number(), settings.branching());
    GroupRun run = new GroupRun(settings, seed, place, new VirtualTime(), CorrectionListener.NONE);
    run.root.leadAsTold();
    ofTheRoot.playTo(run.time, run.root.masterClock()::adjust);
    Scenario above = settings.scenarioOf(groupMaster.place());
    VirtualNode master =
        SimulatedScenario.peerOf(
                run.time, above, groupMaster.place().seed(seed), groupMaster.number())
            .node();
    NodeService service = master.leadBelowParent(above.duration());
    groupMaster.script().playTo(run.time, service::adjust);
    long period = run.scenario.master().period().toNanos();
    long phase = new RandomSource(place.seed(seed)).nextLong(period);
    ScenarioMaster leading =
        new ScenarioMaster(run.time, master, run.scenario.master(), run.peers, run);
    run.time.at(phase, leading::lead);
    return run;
  }

  private GroupRun(
      TreeSettings settings,
      long seed,
      GroupPosition place,
      VirtualTime time,
      CorrectionListener ofTheRoot) {
    this.time = time;
    this.settings = settings;
    this.seed = seed;
    this.place = place;
    this.scenario = settings.scenarioOf(place);
    this.root =
        SimulatedScenario.masterOf(
            time, settings.scenarioOf(GroupPosition.TOP), GroupPosition.TOP.seed(seed), ofTheRoot);
    for (int number = 1; number <= scenario.slaves(); number++) {
      peers.add(peer(number));
    }
    List<VirtualNode> members = peers.stream().map(ReachableSlave::node).toList();
    this.watch = new InvariantWatch(time, scenario, root, members);
    this.tally = new LevelTally(scenario.duration(), members.size());
  }

  private ReachableSlave peer(int number) {
    ReachableSlave peer = SimulatedScenario.peerOf(time, scenario, place.seed(seed), number);
    if (place.level() == settings.levels()) {
      return peer;
    }
    CorrectionScript script = new CorrectionScript();
    scripts.add(script);
    NodeService service = peer.node().leadBelowParent(scenario.duration());
    return new ReachableSlave(
        peer.node(),
        new RecordedSlave(time, service, script),
        peer.probes(),
        peer.corrections(),
        peer.others());
  }

  /** Runs it to its end. */
  LevelTally toEnd() {
    tally.moments().forEach(moment -> time.at(moment, this::sample));
    time.runUntil(scenario.duration().toNanos());
    tally.ended(watch.violations(), watch.excused(), watch.examples());
    return tally;
  }

  /** Returns its members that lead groups themselves. */
  List<GroupMaster> groupMasters() {
    List<GroupMaster> groupMasters = new ArrayList<>();
    for (int i = 0; i < scripts.size(); i++) {
      groupMasters.add(new GroupMaster(place, i + 1, scripts.get(i)));
    }
    return groupMasters;
  }

  private void sample() {
    long top = root.nodeTime();
    for (ReachableSlave peer : peers) {
      NodeStatus status = peer.node().status();
      tally.sampled(status, status.reading().timeNanos() - top);
    }
    tally.sampledAll();
    watch.seeAll();
  }

  @Override
  public void roundEnded(RoundReport report) {
    tally.round(report.members().size());
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
