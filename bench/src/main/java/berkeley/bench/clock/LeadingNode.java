package berkeley.bench.clock;

import berkeley.api.RegistryAddress;
import berkeley.api.SynchronizedClock;
import berkeley.master.MasterSettings;
import berkeley.slave.Node;
import berkeley.slave.NodeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.NoSuchObjectException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.List;

/** A cluster of one: a registry and a node that leads, with rounds of a second going on. */
final class LeadingNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Registry registry;
  private final Node node;

  private LeadingNode(Registry registry, Node node) {
    this.registry = registry;
    this.node = node;
  }

  /**
   * Starts it, and returns when its clock is synchronised.
   *
   * @throws IllegalStateException if that takes more than half a minute
   */
  static LeadingNode start() throws Exception {
    int port = freePort();
    Registry registry = LocateRegistry.createRegistry(port);
    var registries = List.of(RegistryAddress.parse("127.0.0.1:" + port));
    Node node = Node.start(NodeSettings.of("bench", registries));
    LeadingNode leading = new LeadingNode(registry, node);
    node.awaitRegistered(PATIENCE);
    node.lead(MasterSettings.defaults(), report -> {});
    if (!node.clock().awaitSynchronized(PATIENCE)) {
      leading.close();
      throw new IllegalStateException("not synchronised within " + PATIENCE);
    }
    return leading;
  }

  SynchronizedClock clock() {
    return node.clock();
  }

  @Override
  public void close() throws NoSuchObjectException {
    node.close();
    UnicastRemoteObject.unexportObject(registry, true);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
