package berkeley.zookeeper;

import berkeley.api.RegistryAddress;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.MemberDirectory;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.x.discovery.ServiceCache;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members, kept by Curator's service discovery: one ephemeral node each, and a local copy of
 * all of them that is updated by ZooKeeper's notifications.
 *
 * <p>While ZooKeeper is unreachable the copy stays as it was. An entry is removed when its session
 * expires; Curator creates it again in the next session, and so does {@link #enter}, which is
 * called regularly. Safe for use by several threads; reading never waits.
 */
final class ServiceList implements MemberDirectory, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceList.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** The time until a written entry is in the copy. */
  private static final long PROPAGATION_NANOS = 2_000_000_000L;

  private final CuratorFramework client;
  private final List<RegistryAddress> servers;
  private final ServiceDiscovery<Void> discovery;
  private final ServiceCache<Void> cache;
  private final CountDownLatch read = new CountDownLatch(1);
  private final Map<String, Written> written = new HashMap<>();
  private boolean started;
  private boolean refused;
  private boolean closed;

  private record Written(ServiceInstance<Void> entry, long ticks) {}

  /**
   * Creates a list that is not read yet.
   *
   * @param client a started client, with the operator's root as its namespace
   * @param base the path of the cluster
   * @param servers the addresses of ZooKeeper's servers
   */
  ServiceList(CuratorFramework client, String base, List<RegistryAddress> servers) {
    this.client = client;
    this.servers = List.copyOf(servers);
    this.discovery =
        ServiceDiscoveryBuilder.builder(Void.class)
            .client(client)
            .basePath(base)
            .serializer(new EntryFormat())
            .build();
    this.cache = discovery.serviceCacheBuilder().name(ZooKeeperPaths.MEMBERS).build();
  }

  /**
   * Waits until the list has been read once.
   *
   * @return whether it has
   */
  boolean await(Duration timeout) throws InterruptedException {
    long deadline = HostTicks.now() + timeout.toNanos();
    client.blockUntilConnected(Math.toIntExact(timeout.toMillis()), TimeUnit.MILLISECONDS);
    try {
      begin();
    } catch (Exception e) {
      LOG.warn("the list of members cannot be read servers={} cause={}", servers, LogText.of(e));
      return false;
    }
    return read.await(Math.max(0, deadline - HostTicks.now()), TimeUnit.NANOSECONDS);
  }

  /** Starts the copy, once there is a connection. */
  private synchronized void begin() throws Exception {
    if (!started && !closed && isConnected()) {
      discovery.start();
      started = true;
      CountDownLatch first = cache.startImmediate();
      Thread waiting = new Thread(() -> announce(first), "berkeley-zookeeper-list");
      waiting.setDaemon(true);
      waiting.start();
    }
  }

  private void announce(CountDownLatch first) {
    try {
      first.await();
      read.countDown();
    } catch (InterruptedException e) {
      LOG.debug("closed before the list was read", e);
    }
  }

  private boolean isConnected() {
    return client.getZookeeperClient().isConnected();
  }

  @Override
  public Listed members() {
    Map<String, RegistryAddress> members = new HashMap<>();
    for (ServiceInstance<Void> entry : cache.getInstances()) {
      if (entry.isEnabled() && NAME.matcher(entry.getId()).matches()) {
        try {
          members.put(entry.getId(), new RegistryAddress(entry.getAddress(), entry.getPort()));
        } catch (IllegalArgumentException e) {
          LOG.debug("an entry without an address id={}", entry.getId(), e);
        }
      }
    }
    return new Listed(members, read.getCount() == 0 && isConnected());
  }

  @Override
  public synchronized boolean enter(String id, RegistryAddress at) {
    if (closed || !isConnected()) {
      return false;
    }
    try {
      begin();
      boolean shows = at.equals(members().members().get(id));
      Written before = written.get(id);
      boolean fresh = before != null && HostTicks.now() - before.ticks < PROPAGATION_NANOS;
      if (before == null || !(shows || fresh)) {
        write(id, at);
      }
      refused = false;
      return true;
    } catch (Exception e) {
      if (!refused) {
        refused = true;
        LOG.warn("could not be entered, trying again id={} cause={}", id, LogText.of(e));
      }
      return false;
    }
  }

  private void write(String id, RegistryAddress at) throws Exception {
    ServiceInstance<Void> entry = EntryFormat.of(id, at.host(), at.port());
    discovery.registerService(entry);
    if (written.put(id, new Written(entry, HostTicks.now())) != null) {
      LOG.warn("listed again, the entry was gone or another's id={} registry={}", id, at);
    }
  }

  @Override
  public synchronized void leave(String id) {
    Written entry = written.remove(id);
    try {
      if (entry != null && isConnected()) {
        discovery.unregisterService(entry.entry());
      }
    } catch (Exception e) {
      LOG.debug("could not be taken back, it ends with the session id={}", id, e);
    }
  }

  @Override
  public List<RegistryAddress> servers() {
    return servers;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (started) {
      try {
        cache.close();
        discovery.close();
      } catch (IOException e) {
        LOG.debug("entries end with the session", e);
      }
    }
  }
}
