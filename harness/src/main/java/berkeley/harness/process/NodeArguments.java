package berkeley.harness.process;

import berkeley.api.RegistryAddress;
import berkeley.master.CorrectionRules;
import berkeley.master.MasterSettings;
import berkeley.simulator.text.Units;
import java.util.ArrayList;
import java.util.List;

/** The arguments with which the processes of a cluster are started. */
public final class NodeArguments {

  /** The address that a cluster on one host uses. */
  public static final String LOOPBACK = "127.0.0.1";

  private NodeArguments() {}

  /** Returns the arguments of a registry on the loopback address; port 0 for any free one. */
  public static List<String> registry(int port) {
    return List.of("registry", "--parent-watch", "--bind=" + LOOPBACK, "--port=" + port);
  }

  /** Returns the arguments of a slave that follows whoever leads. */
  public static List<String> slave(NodePlan node, RegistryAddress registry) {
    return node("slave", node, registry);
  }

  /** Returns the arguments of a fixed master, which leads when it is told to. */
  public static List<String> master(
      NodePlan node, RegistryAddress registry, MasterSettings settings) {
    List<String> arguments = node("master", node, registry);
    arguments.addAll(leading(settings));
    return arguments;
  }

  /** Returns the arguments of a node that may be elected. */
  public static List<String> electable(
      NodePlan node, RegistryAddress registry, MasterSettings settings) {
    List<String> arguments = node("slave", node, registry);
    arguments.add("--electable");
    arguments.addAll(leading(settings));
    return arguments;
  }

  /** Returns the arguments of a node by what it is in its fleet. */
  public static List<String> of(
      FleetPlan fleet, NodePlan node, RegistryAddress registry, MasterSettings settings) {
    if (fleet.elects()) {
      return electable(node, registry, settings);
    }
    return fleet.isMaster(node) ? master(node, registry, settings) : slave(node, registry);
  }

  private static List<String> node(String command, NodePlan node, RegistryAddress registry) {
    List<String> arguments = new ArrayList<>();
    arguments.add(command);
    arguments.add("--parent-watch");
    arguments.add("--id=" + node.id());
    arguments.add("--registry=" + registry);
    arguments.add("--offset=" + Units.text(node.offset()));
    arguments.add("--drift=" + node.driftPpm() + "ppm");
    // All share the host's one counter: what steers it steers all alike.
    arguments.add("--counter-unsteered");
    return arguments;
  }

  /** Returns how a master works, as arguments. */
  public static List<String> leading(MasterSettings settings) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--period=" + Units.text(settings.period()));
    arguments.add("--deadline=" + Units.text(settings.deadline()));
    arguments.add("--samples=" + settings.samples());
    arguments.add("--average=" + settings.average());
    if (!settings.quickStart()) {
      arguments.add("--no-quick-start");
    }
    if (settings.pace().lengthens()) {
      arguments.add("--poll-max=" + Units.text(settings.pace().longest()));
      arguments.add("--bound-limit=" + Units.text(settings.pace().boundLimit()));
    }
    if (settings.average().equals("tempo")) {
      arguments.add("--gamma=" + Units.text(settings.gamma()));
    }
    if (settings.includeMaster()) {
      arguments.add("--include-master");
    }
    CorrectionRules corrections = settings.corrections();
    if (corrections.leaveRejected()) {
      arguments.add("--leave-rejected");
    }
    if (!corrections.threshold().isZero()) {
      arguments.add("--threshold=" + Units.text(corrections.threshold()));
    }
    return arguments;
  }
}
