package berkeley.bench.failover;

import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.bench.process.BenchChild;
import berkeley.bench.result.MissingRequirementException;
import berkeley.simulator.text.Units;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A registry and some electable nodes, each a process of the {@code berkeley} command, with rates
 * that differ by up to 100 ppm. For one thread.
 */
final class ElectableCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** Starting is work for the processor: more at once are ready no sooner, and none in between. */
  private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private static final double MOST_DRIFT_PPM = 50;

  private final String command;
  private final String period;
  private final BenchChild registry;
  private final int registryPort;
  private final Map<String, BenchChild> nodes = new LinkedHashMap<>();
  private final Map<String, NodeRemote> ways = new LinkedHashMap<>();
  private final int size;

  /**
   * Starts them, a few at a time; returns when all have said READY.
   *
   * @throws MissingRequirementException if a process does not come up
   */
  ElectableCluster(Path command, Duration period, int size)
      throws IOException, InterruptedException {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
    this.command = command.toString();
    this.period = Units.text(period);
    this.size = size;
    registry =
        BenchChild.start(
            "registry",
            List.of(this.command, "registry", "--parent-watch", "--bind=" + HOST, "--port=0"));
    try {
      registryPort = registry.awaitPort(PATIENCE);
      for (int i = 0; i < size; i++) {
        begin(i);
        if (i >= AT_ONCE) {
          nodes.get("n" + (i - AT_ONCE)).awaitPort(PATIENCE);
        }
      }
      for (BenchChild node : nodes.values()) {
        node.awaitPort(PATIENCE);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void begin(int number) throws IOException {
    double share = 2.0 * number / (size - 1) - 1;
    nodes.put(
        "n" + number,
        BenchChild.start(
            "n" + number,
            List.of(
                command,
                "slave",
                "--parent-watch",
                "--electable",
                "--id=n" + number,
                "--registry=" + HOST + ":" + registryPort,
                "--period=" + period,
                "--drift=" + MOST_DRIFT_PPM * share + "ppm")));
  }

  /** Starts a node again that was killed; returns when it is ready. */
  void restart(String id) throws IOException, InterruptedException {
    begin(Integer.parseInt(id.substring(1)));
    nodes.get(id).awaitPort(PATIENCE);
  }

  BenchChild process(String id) {
    return nodes.get(id);
  }

  int size() {
    return size;
  }

  /** What the nodes say, apart from one; whoever does not answer is left out. */
  List<NodeStatus> look(String butNot) {
    List<NodeStatus> seen = new ArrayList<>();
    for (String id : nodes.keySet()) {
      if (!id.equals(butNot)) {
        try {
          seen.add(
              RemoteCall.get(
                  System.nanoTime() + LIMIT.toNanos(), RemoteCall.ANYONE, way(id)::status));
        } catch (RemoteException | NotBoundException e) {
          // It is dead, stopped or not entered yet, which is what is measured here.
          ways.remove(id);
        }
      }
    }
    return seen;
  }

  private NodeRemote way(String id) throws RemoteException, NotBoundException {
    NodeRemote way = ways.get(id);
    if (way == null) {
      way = (NodeRemote) LocateRegistry.getRegistry(HOST, registryPort).lookup(id);
      ways.put(id, way);
    }
    return way;
  }

  @Override
  public void close() {
    List<BenchChild> all = new ArrayList<>(List.of(registry));
    all.addAll(nodes.values());
    BenchChild.endAll(all);
  }
}
