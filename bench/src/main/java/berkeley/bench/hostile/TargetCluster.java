package berkeley.bench.hostile;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.bench.process.OwnCheckout;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.NodeArguments;
import berkeley.harness.process.NodePlan;
import berkeley.harness.process.ProcessVariation;
import berkeley.master.MasterSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.NotBoundException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cluster that is attacked: a registry, two slaves and a master with rounds of {@value
 * #PERIOD_MILLIS} ms, under the policy as it is shipped, in processes that have the attacker's
 * classes on their class path, or there would be nothing to refuse.
 */
final class TargetCluster implements AutoCloseable {
  static final int PERIOD_MILLIS = 500;
  private static final MasterSettings LEADING =
      MasterSettings.builder()
          .period(Duration.ofMillis(PERIOD_MILLIS))
          .deadline(Duration.ofMillis(300))
          .build();

  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final long REGISTRY_HASH = 4905912898345647071L;
  private static final List<String> SLAVES = List.of("a", "b");
  private static final String MASTER = "master";

  private final Path folder;
  private final CallRecorder recorder;
  private final AttackKeys keys;
  private final ClusterProcesses processes;
  private final RoundWatch rounds;

  private TargetCluster(
      Path folder,
      CallRecorder recorder,
      AttackKeys keys,
      ClusterProcesses processes,
      RoundWatch rounds) {
    this.folder = folder;
    this.recorder = recorder;
    this.keys = keys;
    this.processes = processes;
    this.rounds = rounds;
  }

  /**
   * Starts the processes, waits until all serve, and has the master begin its rounds.
   *
   * @param home the checkout, built
   * @param folder for the logs
   * @param recorder this process's RMI sockets, as deep as the attackers' keys get
   * @param keys of all; none for a cluster without TLS
   */
  static TargetCluster start(Path home, Path folder, CallRecorder recorder, AttackKeys keys)
      throws IOException, InterruptedException {
    RoundWatch rounds = new RoundWatch(Duration.ofMillis(PERIOD_MILLIS));
    ClusterProcesses processes =
        ClusterProcesses.startedBy(
                new OwnCheckout(home).commandWith(home.resolve("bench/target/classes")))
            .startLimit(START_LIMIT)
            .variation(ProcessVariation.withArguments(keys.arguments()))
            .variation(new MasterRounds(rounds))
            .errors(name -> Redirect.to(log(folder, name).toFile()))
            .build();
    TargetCluster target = new TargetCluster(folder, recorder, keys, processes, rounds);
    try {
      RegistryAddress registry = processes.startRegistry();
      Map<String, List<String>> arguments = new LinkedHashMap<>();
      for (String slave : SLAVES) {
        arguments.put(slave, NodeArguments.slave(new NodePlan(slave, Duration.ZERO, 0), registry));
      }
      arguments.put(
          MASTER, NodeArguments.master(new NodePlan(MASTER, Duration.ZERO, 0), registry, LEADING));
      processes.startAll(arguments);
      ClusterProcesses.lead(processes.node(MASTER).orElseThrow());
      return target;
    } catch (InterruptedException | RuntimeException e) {
      target.close();
      throw e;
    }
  }

  /** Makes the master print its rounds, and receives them. */
  private record MasterRounds(RoundWatch rounds) implements ProcessVariation {

    @Override
    public List<String> arguments(String name) {
      return name.equals(MASTER) ? List.of("--json") : List.of();
    }

    @Override
    public void printed(String name, String line) {
      if (name.equals(MASTER)) {
        rounds.accept(line);
      }
    }
  }

  private static Path log(Path folder, String name) {
    return folder.resolve(name + ".log");
  }

  private List<ChildProcess> all() {
    List<ChildProcess> all = new ArrayList<>(processes.registry().stream().toList());
    all.addAll(processes.nodes());
    return all;
  }

  private int port(String name) {
    return all().stream()
        .filter(child -> child.name().equals(name))
        .flatMap(child -> child.ready().stream())
        .findFirst()
        .orElseThrow()
        .port();
  }

  Registry registry() throws IOException {
    return LocateRegistry.getRegistry("127.0.0.1", processes.registryAddress().port());
  }

  AttackKeys keys() {
    return keys;
  }

  RoundWatch rounds() {
    return rounds;
  }

  /** Makes valid calls to all, and returns the ports to attack. */
  List<TargetPort> targets() throws IOException {
    Registry registry = registry();
    try {
      registry.lookup("nobody");
    } catch (NotBoundException e) {
      registry.list();
    }
    List<TargetPort> targets = new ArrayList<>();
    for (String name : List.of("a", "master")) {
      NodeRemote node = find(name);
      node.status();
      node.rounds(0, -1);
      ((ClockRemote) node).getTime();
      targets.add(
          target(
              name,
              List.of(
                  new TargetPort.Operation(
                      -1,
                      CallBytes.hash("adjust(" + Adjustment.class.descriptorString() + ")V"),
                      ""))));
    }
    targets.add(
        target(
            "registry",
            List.of(
                new TargetPort.Operation(2, REGISTRY_HASH, ""),
                new TargetPort.Operation(0, REGISTRY_HASH, "x"),
                new TargetPort.Operation(3, REGISTRY_HASH, "x"))));
    if (keys.folder().isPresent()) {
      targets.addAll(outermost(targets));
    }
    return targets;
  }

  /** Returns the stub of a node from the registry. */
  NodeRemote find(String name) throws IOException {
    try {
      return (NodeRemote) registry().lookup(name);
    } catch (NotBoundException e) {
      throw CommandFailure.missing(name + " is not in the registry: " + e);
    }
  }

  private TargetPort target(String name, List<TargetPort.Operation> operations) {
    int port = port(name);
    List<byte[]> recorded = recorder.sentInsideTo(port).stream().filter(CallBytes::isIn).toList();
    return new TargetPort(name, port, recorder.depth(), recorded, operations);
  }

  /** Returns the same ports for attackers without keys, where keys are needed. */
  List<TargetPort> outermost(List<TargetPort> targets) {
    return keys.folder().isEmpty()
        ? targets
        : targets.stream()
            .filter(target -> !target.operations().isEmpty())
            .map(
                target ->
                    new TargetPort(
                        target.process(),
                        target.port(),
                        ConnectionDepth.OPEN,
                        recorder.sentTo(target.port()),
                        List.of()))
            .toList();
  }

  /** Returns the memory of each process, in kilobytes; fails unless all run. */
  Map<String, Long> resident() throws IOException {
    Map<String, Long> all = new LinkedHashMap<>();
    for (ChildProcess child : all()) {
      child.requireAlive();
      all.put(child.name(), ResidentMemory.kilobytes(child.pid()));
    }
    return all;
  }

  /** Returns what a process has logged. */
  List<String> logged(String name) throws IOException {
    return Files.readAllLines(log(folder, name));
  }

  @Override
  public void close() {
    processes.close();
  }
}
