package berkeley.bench.failover;

import static java.util.Objects.requireNonNull;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.NodeArguments;
import berkeley.harness.process.NodeCommand;
import berkeley.harness.process.NodePlan;
import berkeley.harness.status.StatusClient;
import berkeley.master.MasterSettings;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A registry and some electable nodes, each a process, with rates that differ by up to 100 ppm. For
 * one thread.
 */
final class ElectableCluster implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(1);
  private static final double MOST_DRIFT_PPM = 50;

  private final ClusterProcesses processes;
  private final StatusClient client;

  /** The arguments of each node, by its name. */
  private final Map<String, List<String>> arguments = new LinkedHashMap<>();

  /**
   * Starts the processes and waits until all are ready.
   *
   * @throws berkeley.harness.console.CommandFailure if a process does not come up
   */
  ElectableCluster(NodeCommand command, Duration period, int size) throws InterruptedException {
    processes =
        ClusterProcesses.startedBy(command)
            .startLimit(START_LIMIT)
            .errors(name -> Redirect.INHERIT)
            .build();
    try {
      RegistryAddress registry = processes.startRegistry();
      client = StatusClient.at(registry, CALL_LIMIT);
      for (int i = 0; i < size; i++) {
        double drift = MOST_DRIFT_PPM * (2.0 * i / (size - 1) - 1);
        NodePlan plan = new NodePlan("n" + i, Duration.ZERO, drift);
        MasterSettings settings = MasterSettings.builder().period(period).build();
        arguments.put(plan.id(), NodeArguments.electable(plan, registry, settings));
      }
      processes.startAll(arguments);
    } catch (InterruptedException | RuntimeException e) {
      processes.close();
      throw e;
    }
  }

  /** Starts a node again that was killed, and waits until it is ready. */
  void restart(String id) throws InterruptedException {
    processes.awaitReady(processes.start(id, requireNonNull(arguments.get(id))));
  }

  ChildProcess process(String id) {
    return processes.node(id).orElseThrow();
  }

  int size() {
    return arguments.size();
  }

  /** Reads the nodes, apart from one; those that do not answer are left out. */
  List<NodeStatus> look(String without) {
    return client
        .read(arguments.keySet().stream().filter(id -> !id.equals(without)).toList())
        .statuses();
  }

  @Override
  public void close() {
    processes.close();
  }
}
