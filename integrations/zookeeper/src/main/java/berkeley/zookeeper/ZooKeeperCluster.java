package berkeley.zookeeper;

import berkeley.api.environment.ClusterService;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.wire.MemberId;
import berkeley.node.driver.ElectionMethod;
import berkeley.node.driver.ElectionParticipant;
import berkeley.node.driver.MastershipListener;
import berkeley.node.election.ClockKnowledge;
import berkeley.node.election.TermFence;
import berkeley.slave.election.ElectingService;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.ticks.HostTicks;
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
 * One cluster in ZooKeeper: lists its members and chooses their master.
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
 * <p>ZooKeeper may be unreachable when it is opened, and at any time later. Close it after the
 * nodes that use it. Safe for use by several threads.
 */
public final class ZooKeeperCluster implements AutoCloseable {

  private static final int CONNECT_MILLIS = 2_000;
  private static final int RETRIES = 1;
  private static final int RETRY_MILLIS = 200;

  /** The number of checks in the lease that one answer gives. */
  private static final int CHECKS_PER_LEASE = 4;

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
   * Starts to connect, and returns at once.
   *
   * @param settings the ensemble and how to connect to it
   * @param cluster the cluster's name, empty for the unnamed one
   * @return a connection to close, which is made anew whenever it breaks
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

  /** Permits everything to the user who has written a node, and nothing to others. */
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

  /** {@return the address under which the nodes of this cluster find one another} */
  public ClusterAddress address() {
    return ClusterAddress.by(list, cluster);
  }

  /** {@return the service with which a node of this cluster is built} */
  public ClusterService service() {
    return new Service();
  }

  private final class Service implements ElectingService {

    @Override
    public ClusterAddress clusterAddress() {
      return ZooKeeperCluster.this.address();
    }

    @Override
    public ElectionMethod contest() {
      return ZooKeeperCluster.this::enter;
    }
  }

  private ElectionParticipant enter(
      MemberId self,
      TermFence fence,
      NodeEnvironment environment,
      ClockKnowledge clock,
      MastershipListener listener) {
    ZooKeeperPaths paths = new ZooKeeperPaths(cluster);
    LeaseHolder leaseHolder = new LeaseHolder(HostTicks::now);
    LatchElection participant =
        new LatchElection(
            self.name(),
            leaseHolder,
            () -> leaseNanos() / CHECKS_PER_LEASE,
            this::leaseNanos,
            Executors.newSingleThreadScheduledExecutor(ZooKeeperCluster::daemon),
            environment.loop());
    client
        .getConnectionStateListenable()
        .addListener(
            (changed, state) -> {
              if (!state.isConnected()) {
                participant.disconnected();
              }
            });
    return participant.with(
        new LatchWatch(
            self.name(),
            new MastershipOnLoop(environment.loop(), listener),
            new LatchParticipant(client, paths.latch(), self.name(), participant),
            new TermCounter(client, paths.term()),
            leaseHolder,
            this::leaseNanos,
            HostTicks::now));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "berkeley-latch");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns two thirds of the session timeout; the rest is a margin for both sides' ticks. */
  private long leaseNanos() {
    int negotiated = client.getZookeeperClient().getLastNegotiatedSessionTimeoutMs();
    long millis = negotiated > 0 ? negotiated : settings.sessionTimeout().toMillis();
    return TimeUnit.MILLISECONDS.toNanos(millis) / 3 * 2;
  }

  /**
   * Waits until the list of members has been read from ZooKeeper.
   *
   * @param timeout how long to wait at most
   * @return whether it has
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean awaitMembers(Duration timeout) throws InterruptedException {
    return list.await(timeout);
  }

  CuratorFramework client() {
    return client;
  }

  /** Removes this process's entries, and ends the session. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      list.close();
      client.close();
    }
  }
}
