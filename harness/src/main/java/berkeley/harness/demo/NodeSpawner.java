package berkeley.harness.demo;

import berkeley.harness.keys.ClusterKeys;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.FleetPlan;
import berkeley.harness.process.NodeArguments;
import berkeley.harness.process.NodePlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts nodes while the demonstration runs: one more, or one again that has ended. Remembers the
 * plans of all that were ever started. For one thread.
 */
final class NodeSpawner {

  private final DemoSettings settings;
  private final Map<String, NodePlan> plans = new LinkedHashMap<>();
  private final List<String> arrivals = new ArrayList<>();

  NodeSpawner(DemoSettings settings) {
    this.settings = settings;
    settings.plan().nodes().forEach(node -> plans.put(node.id(), node));
  }

  /**
   * Returns what a node started with.
   *
   * @throws IllegalArgumentException if there has been no such node
   */
  NodePlan plan(String id) {
    return Optional.ofNullable(plans.get(id))
        .orElseThrow(() -> new IllegalArgumentException("there is no node '%s'".formatted(id)));
  }

  /** Returns the names of those that were started since the last call. */
  List<String> takeArrivals() {
    List<String> all = List.copyOf(arrivals);
    arrivals.clear();
    return all;
  }

  /** Starts a node again that has ended; returns what was done, in words. */
  String restart(ClusterProcesses processes, String id) throws InterruptedException {
    NodePlan plan = plan(id);
    if (processes.node(id).filter(child -> child.exitCode().isEmpty()).isPresent()) {
      throw new IllegalArgumentException(id + " is running; kill it first");
    }
    start(processes, plan);
    return "started %s again".formatted(id);
  }

  /** Starts one node more; returns what was done, in words. */
  String add(ClusterProcesses processes) throws IOException, InterruptedException {
    if (plans.size() > FleetPlan.MAX_SLAVES) {
      throw new IllegalArgumentException("there are enough nodes for one machine");
    }
    NodePlan plan = settings.plan().further(plans.size() - settings.plan().nodes().size());
    plans.put(plan.id(), plan);
    if (settings.keys().isPresent()) {
      ClusterKeys.in(settings.keys().get()).addNode(plan.id());
    }
    start(processes, plan);
    return "added %s".formatted(plan.id());
  }

  private void start(ClusterProcesses processes, NodePlan plan) throws InterruptedException {
    processes.mayEnd(plan.id());
    ChildProcess child =
        processes.start(
            plan.id(),
            NodeArguments.of(
                settings.plan(), plan, processes.registryAddress(), settings.master()));
    processes.awaitReady(child);
    if (settings.plan().isMaster(plan)) {
      ClusterProcesses.lead(child);
    }
    arrivals.add(plan.id());
  }
}
