package berkeley.harness.demo;

import berkeley.api.RegistryAddress;
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
 * Starts nodes while the demonstration runs: one more, or one again that has ended. Knows the plans
 * of all that there have been. For one thread.
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
   * What a node started with.
   *
   * @throws IllegalArgumentException if there has been no such node
   */
  NodePlan plan(String id) {
    return Optional.ofNullable(plans.get(id))
        .orElseThrow(() -> new IllegalArgumentException("there is no node '%s'".formatted(id)));
  }

  /** The names of those that were started since the last call. */
  List<String> takeArrivals() {
    List<String> all = List.copyOf(arrivals);
    arrivals.clear();
    return all;
  }

  String restart(DemoFleet fleet, RegistryAddress registry, String id) throws InterruptedException {
    NodePlan plan = plan(id);
    if (fleet.node(id).filter(child -> child.exitCode().isEmpty()).isPresent()) {
      throw new IllegalArgumentException(id + " is running; kill it first");
    }
    start(fleet, registry, plan);
    return "started %s again".formatted(id);
  }

  String add(DemoFleet fleet, RegistryAddress registry) throws IOException, InterruptedException {
    if (plans.size() > FleetPlan.MAX_SLAVES) {
      throw new IllegalArgumentException("there are enough nodes for one machine");
    }
    NodePlan plan = settings.plan().further(plans.size() - settings.plan().nodes().size());
    plans.put(plan.id(), plan);
    if (settings.keys().isPresent()) {
      DemoKeys.complete(settings.keys().get(), new FleetPlan(List.of(plan), Optional.empty()));
    }
    start(fleet, registry, plan);
    return "added %s".formatted(plan.id());
  }

  private void start(DemoFleet fleet, RegistryAddress registry, NodePlan plan)
      throws InterruptedException {
    boolean isMaster = settings.plan().master().filter(plan::equals).isPresent();
    List<String> arguments =
        settings.plan().elects()
            ? NodeArguments.electable(plan, registry, settings.master())
            : isMaster
                ? NodeArguments.master(plan, registry, settings.master())
                : NodeArguments.slave(plan, registry);
    fleet.startLater(plan.id(), arguments);
    if (isMaster) {
      fleet.node(plan.id()).ifPresent(DemoFleet::lead);
    }
    arrivals.add(plan.id());
  }
}
