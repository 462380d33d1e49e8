package berkeley.bench.accuracy;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.ClockRemote;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.NodeArguments;
import berkeley.harness.process.NodeCommand;
import berkeley.harness.process.NodePlan;
import berkeley.harness.process.ProcessVariation;
import berkeley.harness.status.StatusClient;
import berkeley.master.MasterSettings;
import berkeley.simulator.text.Units;
import java.lang.ProcessBuilder.Redirect;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A registry, four slaves and a fixed master, each a process. The slaves' oscillators are off by up
 * to {@value #MOST_DRIFT_PPM} ppm, their clocks by seconds at first. For one thread.
 */
public final class ProcessCluster implements AutoCloseable {

  static final double MOST_DRIFT_PPM = 50;
  static final Duration MOST_OFFSET = Duration.ofSeconds(5);

  /** The slaves, in the order in which they start. */
  public static final List<String> SLAVES = List.of("a", "b", "c", "d");

  /** By how much the slaves' oscillators run fast; the master's is right. */
  public static final List<Double> DRIFTS_PPM = List.of(50.0, -50.0, 25.0, -25.0);

  /** The fixed master. */
  public static final String MASTER = "master";

  static final List<String> NODES = List.of("a", "b", "c", "d", MASTER);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(1);

  private final ClusterProcesses processes;
  private final StatusClient client;

  private ProcessCluster(ClusterProcesses processes, StatusClient client) {
    this.processes = processes;
    this.client = client;
  }

  /** Returns the offsets at the start, ahead or behind by at most {@link #MOST_OFFSET}. */
  public static List<Duration> offsets(long seed) {
    Random random = new Random(seed);
    double most = MOST_OFFSET.toNanos();
    return SLAVES.stream()
        .map(id -> Duration.ofNanos(Math.round(most * (2 * random.nextDouble() - 1))))
        .toList();
  }

  /**
   * Starts the processes and has the master begin its rounds. Under TLS this process must be under
   * it already.
   *
   * @param command starts the nodes
   * @param settings how the master leads
   * @param pushing whether the slaves send their time by themselves, once a period
   * @param seed from which the slaves' first offsets are drawn
   * @param variation what the processes are started with besides
   * @throws berkeley.harness.console.CommandFailure if a process does not come up
   */
  public static ProcessCluster start(
      NodeCommand command,
      MasterSettings settings,
      boolean pushing,
      long seed,
      ProcessVariation variation)
      throws InterruptedException {
    ClusterProcesses processes =
        ClusterProcesses.startedBy(command)
            .variation(variation)
            .errors(name -> Redirect.INHERIT)
            .build();
    try {
      RegistryAddress registry = processes.startRegistry();
      processes.startAll(arguments(registry, settings, pushing, offsets(seed)));
      ClusterProcesses.lead(processes.node(MASTER).orElseThrow());
      return new ProcessCluster(processes, StatusClient.at(registry, CALL_LIMIT));
    } catch (InterruptedException | RuntimeException e) {
      processes.close();
      throw e;
    }
  }

  private static Map<String, List<String>> arguments(
      RegistryAddress registry, MasterSettings settings, boolean pushing, List<Duration> offsets) {
    Map<String, List<String>> arguments = new LinkedHashMap<>();
    for (int i = 0; i < SLAVES.size(); i++) {
      NodePlan slave = new NodePlan(SLAVES.get(i), offsets.get(i), DRIFTS_PPM.get(i));
      List<String> line = new ArrayList<>(NodeArguments.slave(slave, registry));
      if (pushing) {
        line.add("--push=" + Units.text(settings.period()));
      }
      arguments.put(slave.id(), line);
    }
    arguments.put(
        MASTER, NodeArguments.master(new NodePlan(MASTER, Duration.ZERO, 0), registry, settings));
    return arguments;
  }

  /** Returns where the nodes serve their metrics, if they do. */
  List<String> metrics() {
    return processes.nodes().stream()
        .flatMap(node -> node.ready().flatMap(ready -> ready.value("metrics")).stream())
        .toList();
  }

  /** Returns the process of a node. */
  public ChildProcess process(String id) {
    return processes.node(id).orElseThrow();
  }

  /** Returns a client that reads the nodes. */
  public StatusClient client() {
    return client;
  }

  /** Returns a slave's clock alone. */
  ClockRemote slaveClock() throws RemoteException {
    return (ClockRemote) client.find(SLAVES.get(0));
  }

  /**
   * Fails unless all processes still run.
   *
   * @throws berkeley.harness.console.CommandFailure naming the one that does not
   */
  public void requireAlive() {
    processes.requireAlive();
  }

  @Override
  public void close() {
    processes.close();
  }
}
