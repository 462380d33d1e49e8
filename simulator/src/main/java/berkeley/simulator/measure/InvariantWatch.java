package berkeley.simulator.measure;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.NodeStatus;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks the four invariants on all slaves, and counts those that must keep them and the others
 * separately. Not safe for use by several threads.
 */
public final class InvariantWatch {

  private static final int EXAMPLES_KEPT = 5;

  private final VirtualTime time;
  private final VirtualNode master;

  /** In the order of the slaves' numbers. */
  private final Map<VirtualNode, NodeWatch> watches = new LinkedHashMap<>();

  private final SortedMap<String, String> excuses = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();

  /**
   * Creates a watch.
   *
   * @param time true time
   * @param scenario the scenario
   * @param master whose time is cluster time
   * @param slaves the slaves to be checked, in the order of their numbers
   */
  public InvariantWatch(
      VirtualTime time, Scenario scenario, VirtualNode master, List<VirtualNode> slaves) {
    this.time = time;
    this.master = master;
    JudgedNodes limits = new JudgedNodes(scenario);
    for (int i = 0; i < slaves.size(); i++) {
      VirtualNode slave = slaves.get(i);
      watches.put(slave, new NodeWatch(ClockLimits.UNSTEERED.maxSlewPpm()));
      limits.excuse(i + 1).ifPresent(reason -> excuses.put(slave.id(), reason));
    }
  }

  /** Looks at one slave now, if it is one of those that are checked. */
  public void see(VirtualNode slave) {
    NodeWatch watch = watches.get(slave);
    if (watch != null) {
      see(slave, watch, master.nodeTime(), master.clock().state());
    }
  }

  /** Looks at all. */
  public void seeAll() {
    long masterNanos = master.nodeTime();
    NodeState masterState = master.clock().state();
    watches.forEach((slave, watch) -> see(slave, watch, masterNanos, masterState));
  }

  private void see(VirtualNode slave, NodeWatch watch, long masterNanos, NodeState masterState) {
    NodeStatus status = slave.status();
    ViolationCounts broken = watch.see(status, masterNanos, masterState);
    if (broken.total() > 0 && examples.size() < EXAMPLES_KEPT && !excuses.containsKey(slave.id())) {
      examples.add(
          "at %s s %s %s: %d ns from the master, bound %d ns, slew %s ppm"
              .formatted(
                  time.now() * 1e-9,
                  slave.id(),
                  broken,
                  status.reading().timeNanos() - masterNanos,
                  status.errorBoundNanos(),
                  status.slewPpm()));
    }
  }

  /** Returns descriptions of the first violations of slaves that must keep the invariants. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  /** Returns the violations of slaves that must keep the invariants. */
  public ViolationCounts violations() {
    return sum(false);
  }

  /** Returns the violations of the other slaves. */
  public ViolationCounts excused() {
    return sum(true);
  }

  private ViolationCounts sum(boolean ofTheExcused) {
    return watches.entrySet().stream()
        .filter(watch -> excuses.containsKey(watch.getKey().id()) == ofTheExcused)
        .map(watch -> watch.getValue().violations())
        .reduce(ViolationCounts.NONE, ViolationCounts::plus);
  }

  /** Returns why some slaves need not keep the invariants, by their names. */
  public SortedMap<String, String> excuses() {
    return new TreeMap<>(excuses);
  }
}
