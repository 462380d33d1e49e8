package berkeley.bench.hostile;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.bench.process.BenchChild;
import berkeley.bench.result.MissingRequirementException;
import java.io.File;
import java.io.IOException;
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
import java.util.function.Consumer;

/**
 * What is attacked: a registry, two slaves and a master with rounds of {@value #PERIOD_MILLIS} ms,
 * under the policy as it is shipped, in processes that have the attacker's classes on their class
 * path, or there would be nothing to refuse.
 */
final class TargetCluster implements AutoCloseable {
  static final int PERIOD_MILLIS = 500;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long REGISTRY_HASH = 4905912898345647071L;

  private final Path home;
  private final Path folder;
  private final CallRecorder wiretap;
  private final AttackKeys keys;
  private final Map<String, BenchChild> children = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final RoundWatch rounds = new RoundWatch(Duration.ofMillis(PERIOD_MILLIS));

  private TargetCluster(Path home, Path folder, CallRecorder wiretap, AttackKeys keys) {
    this.home = home;
    this.folder = folder;
    this.wiretap = wiretap;
    this.keys = keys;
  }

  /**
   * Starts it; returns when all serve and the master has been told to lead.
   *
   * @param home the checkout, built
   * @param folder for the logs
   * @param wiretap this process's RMI sockets, over the keyring's door
   * @param keys everybody's; none for a cluster without TLS
   */
  static TargetCluster start(Path home, Path folder, CallRecorder wiretap, AttackKeys keys)
      throws IOException, InterruptedException {
    TargetCluster fortress = new TargetCluster(home, folder, wiretap, keys);
    try {
      fortress.child("registry", "registry", "--port=0");
      String at = "--registry=127.0.0.1:" + fortress.ports.get("registry");
      fortress.child("a", "slave", "--id=a", at);
      fortress.child("b", "slave", "--id=b", at);
      fortress.child(
          "master",
          "master",
          "--id=master",
          "--json",
          "--period=" + PERIOD_MILLIS + "ms",
          "--deadline=300ms",
          at);
      fortress.children.get("master").say("lead");
      return fortress;
    } catch (IOException | InterruptedException | RuntimeException e) {
      fortress.close();
      throw e;
    }
  }

  private void child(String name, String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("@" + home.resolve("policy/node.jvm"));
    line.add("-Djava.security.properties=" + home.resolve("policy/berkeley.security"));
    line.add("-cp");
    line.add(
        home.resolve("launcher/target/berkeley-launcher.jar")
            + File.pathSeparator
            + home.resolve("bench/target/classes"));
    line.add("berkeley.launcher.Berkeley");
    line.addAll(List.of(command));
    line.add("--parent-watch");
    line.addAll(keys.arguments());
    BenchChild child =
        BenchChild.start(name, line, ProcessBuilder.Redirect.to(log(name).toFile()), rounds(name));
    children.put(name, child);
    ports.put(name, child.awaitPort(PATIENCE));
  }

  private Consumer<String> rounds(String name) {
    return name.equals("master") ? rounds : line -> {};
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  Registry registry() throws IOException {
    return LocateRegistry.getRegistry("127.0.0.1", ports.get("registry"));
  }

  AttackKeys keys() {
    return keys;
  }

  RoundWatch rounds() {
    return rounds;
  }

  /** Calls everybody properly, and returns what there is to attack. */
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

  /** The way to a node, out of the registry. */
  NodeRemote find(String name) throws IOException {
    try {
      return (NodeRemote) registry().lookup(name);
    } catch (NotBoundException e) {
      throw new MissingRequirementException(name + " is not in the registry: " + e);
    }
  }

  private TargetPort target(String name, List<TargetPort.Operation> operations) {
    int port = ports.get(name);
    List<byte[]> recorded = wiretap.saidTo(port).stream().filter(CallBytes::isIn).toList();
    return new TargetPort(name, port, wiretap.door(), recorded, operations);
  }

  /** The same ports, for those who have no keys where keys are needed. */
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
                        wiretap.sentTo(target.port()),
                        List.of()))
            .toList();
  }

  /** Fails unless all run; otherwise the memory of each, in kilobytes. */
  Map<String, Long> resident() throws IOException {
    Map<String, Long> all = new LinkedHashMap<>();
    for (Map.Entry<String, BenchChild> entry : children.entrySet()) {
      entry.getValue().requireAlive();
      all.put(entry.getKey(), ResidentMemory.kilobytes(entry.getValue().pid()));
    }
    return all;
  }

  /** What a process has logged. */
  List<String> logged(String name) throws IOException {
    return Files.readAllLines(log(name));
  }

  @Override
  public void close() {
    BenchChild.endAll(List.copyOf(children.values()));
  }
}
