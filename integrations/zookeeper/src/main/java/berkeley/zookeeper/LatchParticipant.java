package berkeley.zookeeper;

import java.io.IOException;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's place in the queue of Curator's leader latch. It can be exchanged for a new one at the
 * end of the queue. {@link #isFirst} and {@link #node} are safe for any thread; the other methods
 * are for a single one.
 */
class LatchParticipant {

  private static final Logger LOG = LoggerFactory.getLogger(LatchParticipant.class);

  private final CuratorFramework client;
  private final String path;
  private final String name;
  private final LeaderLatchListener listener;
  private volatile Optional<LeaderLatch> latch = Optional.empty();

  /**
   * Creates a participant without a place.
   *
   * @param path the path of the latch
   * @param name the node's name, stored with the place for information
   * @param listener called when the place becomes the first, or is no longer
   */
  LatchParticipant(
      CuratorFramework client, String path, String name, LeaderLatchListener listener) {
    this.client = client;
    this.path = path;
    this.name = name;
    this.listener = listener;
  }

  /**
   * Takes a place at the end of the queue; a former one is given up before.
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

  /** Returns whether it is the first, as far as the latch knows. */
  boolean isFirst() {
    return latch.map(LeaderLatch::hasLeadership).orElse(false);
  }

  /** Returns whether a place was requested; its node may not exist yet. */
  boolean isTaken() {
    return latch.isPresent();
  }

  /** Returns the path of its node in ZooKeeper, empty until that exists. */
  Optional<String> node() {
    return latch.map(LeaderLatch::getOurPath);
  }

  /**
   * Asks the connected server whether the place exists. A server that is isolated from the others
   * answers from memory.
   *
   * @throws Exception if ZooKeeper does not answer
   */
  boolean isThere() throws Exception {
    Optional<String> node = node();
    return node.isPresent() && client.checkExists().forPath(node.get()) != null;
  }

  /**
   * Asks a majority of ZooKeeper's servers whether the place exists, by a transaction that changes
   * nothing.
   *
   * @throws Exception if they do not answer
   */
  boolean isConfirmed() throws Exception {
    Optional<String> node = node();
    if (node.isEmpty()) {
      return false;
    }
    try {
      client.transaction().forOperations(client.transactionOp().check().forPath(node.get()));
      return true;
    } catch (KeeperException.NoNodeException e) {
      LOG.debug("the place is gone node={} place={}", name, node.get(), e);
      return false;
    }
  }

  /** Gives up the place, if there is one. */
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
