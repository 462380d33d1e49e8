package berkeley.zookeeper;

import java.io.IOException;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's place in the queue of Curator's leader latch. It can be given up for a new one, at the
 * end of the queue. {@link #isFirst} and {@link #node} are safe for any thread, the rest is for
 * one.
 */
class Place {

  private static final Logger LOG = LoggerFactory.getLogger(Place.class);

  private final CuratorFramework client;
  private final String path;
  private final String name;
  private final LeaderLatchListener listener;
  private volatile Optional<LeaderLatch> latch = Optional.empty();

  /**
   * No place yet.
   *
   * @param path of the latch
   * @param name whose place it is, for those who look
   * @param listener told when it comes first, or is so no longer
   */
  Place(CuratorFramework client, String path, String name, LeaderLatchListener listener) {
    this.client = client;
    this.path = path;
    this.name = name;
    this.listener = listener;
  }

  /**
   * Takes a place at the end of the queue; one that it had is given up before.
   *
   * @throws Exception if the latch cannot be started; without a connection it waits for one
   */
  void take() throws Exception {
    leave();
    LeaderLatch fresh = new LeaderLatch(client, path, name, LeaderLatch.CloseMode.SILENT);
    fresh.addListener(listener);
    fresh.start();
    latch = Optional.of(fresh);
  }

  /** Whether it comes first, as far as the latch knows. */
  boolean isFirst() {
    return latch.map(LeaderLatch::hasLeadership).orElse(false);
  }

  /** Whether one was asked for; its node may not be made yet. */
  boolean isTaken() {
    return latch.isPresent();
  }

  /** Its node in ZooKeeper, empty until that is made. */
  Optional<String> node() {
    return latch.map(LeaderLatch::getOurPath);
  }

  /**
   * Asks ZooKeeper whether the place is there, and of the session that there is now.
   *
   * @throws Exception if ZooKeeper does not answer
   */
  boolean isThere() throws Exception {
    Optional<String> node = node();
    if (node.isEmpty()) {
      return false;
    }
    Stat found = client.checkExists().forPath(node.get());
    long session = client.getZookeeperClient().getZooKeeper().getSessionId();
    return found != null && found.getEphemeralOwner() == session;
  }

  /** Gives it up, if there is one. */
  void leave() {
    latch.ifPresent(
        old -> {
          try {
            old.close();
          } catch (IOException e) {
            LOG.debug("the place ends with the session node={}", name, e);
          }
        });
    latch = Optional.empty();
  }
}
