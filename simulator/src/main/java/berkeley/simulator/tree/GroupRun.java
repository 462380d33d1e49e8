package berkeley.simulator.tree;

import berkeley.api.NodeStatus;
import berkeley.api.RoundReport;
import berkeley.simulator.cluster.Cluster;
import berkeley.simulator.cluster.Peer;
import berkeley.simulator.cluster.VirtualMaster;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.measure.Watch;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.world.Dice;
import berkeley.simulator.world.VirtualTime;
import berkeley.slave.rmi.NodeServant;
import java.util.ArrayList;
import java.util.List;

/**
 * One group from the first instant to the last: its master, whose course is known from the level
 * above, its members, and the clock at the top, against which all are held.
 */
final class GroupRun implements VirtualMaster.Observer {

  /** Just after the knee that a correction puts into a clock, and when it is mostly used up. */
  private static final long[] AFTER_CORRECTION = {201_000, 60_000_000};

  private final TreeSettings settings;
  private final long seed;
  private final Place place;
  private final Scenario scenario;
  private final VirtualTime time = new VirtualTime();
  private final List<Peer> peers = new ArrayList<>();
  private final List<Script> scripts = new ArrayList<>();
  private final VirtualNode root;
  private final Watch watch;
  private final Tally tally;

  /**
   * Who leads a group.
   *
   * @param place the group in which it is a member itself
   * @param number its number there
   * @param script what it was told there
   */
  record Lord(Place place, int number, Script script) {}

  /** The group at the top; the script is written. */
  static GroupRun top(TreeSettings settings, long seed, Script ofTheRoot) {
    GroupRun run = new GroupRun(settings, seed, Place.TOP);
    RootClock clock = new RootClock(run.time, run.root.masterClock(), ofTheRoot);
    new VirtualMaster(run.time, run.root, clock, run.scenario.master(), run.peers, run).lead();
    return run;
  }

  /** A group below; the scripts are played. */
  static GroupRun below(TreeSettings settings, long seed, Script ofTheRoot, Lord lord) {
    Place place = lord.place().below(lord.number(), settings.branching());
    GroupRun run = new GroupRun(settings, seed, place);
    run.root.leadAsTold();
    ofTheRoot.playTo(run.time, run.root.masterClock()::adjust);
    Scenario above = settings.scenarioOf(lord.place());
    VirtualNode master =
        Cluster.peerOf(run.time, above, lord.place().seed(seed), lord.number()).node();
    NodeServant servant = master.leadBelowParent(above.duration());
    lord.script().playTo(run.time, servant::adjust);
    long period = run.scenario.master().period().toNanos();
    long phase = new Dice(place.seed(seed)).nextLong(period);
    VirtualMaster leading =
        new VirtualMaster(run.time, master, run.scenario.master(), run.peers, run);
    run.time.at(phase, leading::lead);
    return run;
  }

  private GroupRun(TreeSettings settings, long seed, Place place) {
    this.settings = settings;
    this.seed = seed;
    this.place = place;
    this.scenario = settings.scenarioOf(place);
    this.root = Cluster.masterOf(time, settings.scenarioOf(Place.TOP), Place.TOP.seed(seed));
    for (int number = 1; number <= scenario.slaves(); number++) {
      peers.add(peer(number));
    }
    List<VirtualNode> members = peers.stream().map(Peer::node).toList();
    this.watch = new Watch(time, scenario, root, members);
    this.tally = new Tally(scenario.duration(), members.size());
  }

  private Peer peer(int number) {
    Peer peer = Cluster.peerOf(time, scenario, place.seed(seed), number);
    if (place.level() == settings.levels()) {
      return peer;
    }
    Script script = new Script();
    scripts.add(script);
    NodeServant servant = peer.node().leadBelowParent(scenario.duration());
    return new Peer(
        peer.node(), new Scribe(time, servant, script), peer.probes(), peer.corrections());
  }

  /** Runs it to its end. */
  Tally toEnd() {
    tally.moments().forEach(moment -> time.at(moment, this::sample));
    time.runUntil(scenario.duration().toNanos());
    tally.ended(watch.violations(), watch.excused(), watch.examples());
    return tally;
  }

  /** Those of its members who lead groups themselves. */
  List<Lord> lords() {
    List<Lord> lords = new ArrayList<>();
    for (int i = 0; i < scripts.size(); i++) {
      lords.add(new Lord(place, i + 1, scripts.get(i)));
    }
    return lords;
  }

  private void sample() {
    long top = root.nodeTime();
    for (Peer peer : peers) {
      NodeStatus status = peer.node().status();
      tally.sampled(status, status.reading().timeNanos() - top);
    }
    tally.sampledAll();
    watch.seeAll();
  }

  /** Whoever is asked is looked at first, a moment later. */
  @Override
  public void roundBegins() {}

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
