package berkeley.bench.clock;

import berkeley.api.SynchronizedClock;
import berkeley.slave.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.NoSuchObjectException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;

/** A registry, a node that leads, and one that follows, with rounds of a second going on. */
public final class TwoNodeCluster implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Registry registry;
  private final Node leader;
  private final Node follower;

  private TwoNodeCluster(Registry registry, Node leader, Node follower) {
    this.registry = registry;
    this.leader = leader;
    this.follower = follower;
  }

  /**
   * Starts the cluster and waits until the follower's clock is synchronised.
   *
   * @throws IllegalStateException if that takes more than half a minute
   */
  public static TwoNodeCluster start() throws Exception {
    int port = freePort();
    Registry registry = LocateRegistry.createRegistry(port);
    String address = "127.0.0.1:" + port;
    Node leader = Node.builder("leader").registry(address).start();
    Node follower = Node.builder("follower").registry(address).start();
    TwoNodeCluster cluster = new TwoNodeCluster(registry, leader, follower);
    boolean registered = leader.awaitRegistered(LIMIT) && follower.awaitRegistered(LIMIT);
    leader.lead();
    if (!registered || !cluster.clock().awaitSynchronized(LIMIT)) {
      cluster.close();
      throw new IllegalStateException("not synchronised within " + LIMIT);
    }
    return cluster;
  }

  /** Returns the follower's clock, as an application holds it. */
  public SynchronizedClock clock() {
    return follower.clock();
  }

  @Override
  public void close() throws NoSuchObjectException {
    follower.close();
    leader.close();
    UnicastRemoteObject.unexportObject(registry, true);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
