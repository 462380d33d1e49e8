package berkeley.zookeeper;

import berkeley.api.NodeState;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.Role;
import berkeley.slave.Node;
import berkeley.slave.RoundsBuilder;
import java.net.InetAddress;
import java.rmi.registry.LocateRegistry;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.zookeeper.ZooKeeper;

/** An electable node with a session of its own, as in a process of its own. */
final class TestMember implements AutoCloseable {

  static final Consumer<RoundsBuilder> OFTEN = rounds -> rounds.period(Duration.ofMillis(200));

  private final String id;
  private final ZooKeeperCluster cluster;
  private final Node node;

  TestMember(String id, ZooKeeperSettings zookeeper) throws Exception {
    this.id = id;
    this.cluster = ZooKeeperCluster.open(zookeeper, "");
    this.node =
        Node.builder(id).clusterService(cluster.service()).electable().rounds(OFTEN).start();
  }

  String id() {
    return id;
  }

  Node node() {
    return node;
  }

  boolean leads() {
    return node.status().role() == Role.MASTER;
  }

  boolean isSynchronisedIn(long term) {
    return node.status().term() == term && node.status().state() == NodeState.SYNCHRONISED;
  }

  /** Returns its stub, as other processes look it up. */
  ClockRemote remote() throws Exception {
    String here = InetAddress.getLoopbackAddress().getHostAddress();
    return (ClockRemote) LocateRegistry.getRegistry(here, node.port()).lookup(id);
  }

  /** Returns its own client of ZooKeeper. */
  ZooKeeper connection() throws Exception {
    return cluster.client().getZookeeperClient().getZooKeeper();
  }

  /** Expires its session. */
  void loseSession() throws Exception {
    connection().getTestable().injectSessionExpiration();
  }

  @Override
  public void close() {
    node.close();
    cluster.close();
  }
}
