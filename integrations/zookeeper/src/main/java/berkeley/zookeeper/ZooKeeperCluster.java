package berkeley.zookeeper;

import berkeley.api.environment.ClusterService;
import berkeley.api.wire.MemberId;
import berkeley.slave.election.ElectingService;
import berkeley.slave.election.ElectionMethod;
import berkeley.slave.election.ElectionParticipant;
import berkeley.slave.election.MastershipListener;
import berkeley.transport.registry.ClusterAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;

/**
 * One cluster as ZooKeeper has it: its members and who of them leads.
 *
 * <pre>{@code
 * var settings = ZooKeeperSettings.parse("zk1:2181,zk2:2181,zk3:2181/berkeley");
 * try (var cluster = ZooKeeperCluster.open(settings, "");
 *     var node =
 *         Node.builder("orders-1").clusterService(cluster.service()).electable().start()) {
 *   node.clock().awaitSynchronized(Duration.ofSeconds(30));
 * }
 * }</pre>
 *
 * <p>ZooKeeper may be away when it is opened, and at any time later. Close it after the nodes that
 * use it. Safe for use by several threads.
 */
public final class ZooKeeperCluster implements AutoCloseable {

  private static final int CONNECT_MILLIS = 2_000;
  private static final int RETRIES = 1;
  private static final int RETRY_MILLIS = 200;

  /** Four questions fit into what one answer promises. */
  private static final int LOOKS_PER_PROMISE = 4;

  private final ZooKeeperSettings settings;
  private final String cluster;
  private final CuratorFramework client;
  private final ServiceList list;
  private boolean closed;

  private ZooKeeperCluster(ZooKeeperSettings settings, String cluster, CuratorFramework client) {
    this.settings = settings;
    this.cluster = cluster;
    this.client = client;
    this.list = new ServiceList(client, new ZooKeeperPaths(cluster).base(), settings.servers());
  }

  /**
   * Begins to connect, and returns at once.
   *
   * @param settings which ZooKeeper
   * @param cluster the cluster's name, empty for the unnamed one
   */
  public static ZooKeeperCluster open(ZooKeeperSettings settings, String cluster) {
    CuratorFrameworkFactory.Builder builder =
        CuratorFrameworkFactory.builder()
            .connectString(settings.connectString())
            .namespace(settings.root().substring(1))
            .sessionTimeoutMs(Math.toIntExact(settings.sessionTimeout().toMillis()))
            .connectionTimeoutMs(CONNECT_MILLIS)
            .retryPolicy(new RetryNTimes(RETRIES, RETRY_MILLIS));
    settings
        .login()
        .ifPresent(
            login ->
                builder
                    .authorization("digest", login.getBytes(StandardCharsets.UTF_8))
                    .aclProvider(new CreatorOnly()));
    CuratorFramework client = builder.build();
    client.getConnectionStateListenable().addListener(new ConnectionLog(settings));
    ZooKeeperCluster opened = new ZooKeeperCluster(settings, cluster, client);
    client.start();
    return opened;
  }

  /**
   * Whoever has logged in as the one who wrote it may do everything with it, nobody else anything.
   */
  private static final class CreatorOnly implements ACLProvider {

    @Override
    public List<ACL> getDefaultAcl() {
      return ZooDefs.Ids.CREATOR_ALL_ACL;
    }

    @Override
    public List<ACL> getAclForPath(String path) {
      return ZooDefs.Ids.CREATOR_ALL_ACL;
    }
  }

  /** Where the nodes of this cluster find one another. */
  public ClusterAddress rendezvous() {
    return ClusterAddress.by(list, cluster);
  }

  /** Returns what a node of this cluster is built with. */
  public ClusterService service() {
    return new Service();
  }

  private final class Service implements ElectingService {

    @Override
    public ClusterAddress rendezvous() {
      return ZooKeeperCluster.this.rendezvous();
    }

    @Override
    public ElectionMethod contest() {
      return ZooKeeperCluster.this::enter;
    }
  }

  private ElectionParticipant enter(
      MemberId self, ClusterAddress rendezvous, MastershipListener office) {
    ZooKeeperPaths paths = new ZooKeeperPaths(cluster);
    LeaseHolder claim = new LeaseHolder(System::nanoTime);
    LatchElection contender =
        new LatchElection(
            self.name(),
            claim,
            () -> promiseNanos() / LOOKS_PER_PROMISE,
            Executors.newSingleThreadScheduledExecutor(ZooKeeperCluster::daemon));
    client
        .getConnectionStateListenable()
        .addListener(
            (changed, state) -> {
              if (!state.isConnected()) {
                contender.disconnected();
              }
            });
    return contender.with(
        new LatchWatch(
            self.name(),
            office,
            new LatchParticipant(client, paths.latch(), self.name(), contender),
            new TermCounter(client, paths.term()),
            claim,
            this::promiseNanos,
            System::nanoTime));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "berkeley-latch");
    thread.setDaemon(true);
    return thread;
  }

  /** A third of the session's time is left as a margin: for ZooKeeper's own ticks, and for ours. */
  private long promiseNanos() {
    int negotiated = client.getZookeeperClient().getLastNegotiatedSessionTimeoutMs();
    long millis = negotiated > 0 ? negotiated : settings.sessionTimeout().toMillis();
    return TimeUnit.MILLISECONDS.toNanos(millis) / 3 * 2;
  }

  /**
   * Waits until ZooKeeper has told who is there.
   *
   * @return whether it has
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean awaitMembers(Duration patience) throws InterruptedException {
    return list.await(patience);
  }

  CuratorFramework client() {
    return client;
  }

  /** Takes back what was entered, and ends the session. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      list.close();
      client.close();
    }
  }
}
