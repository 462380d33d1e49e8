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
 * A node's place in the queue of Curator's leader latch. It can be given up for a new one, at the
 * end of the queue. {@link #isFirst} and {@link #node} are safe for any thread, the rest is for
 * one.
 */
class LatchParticipant {

  private static final Logger LOG = LoggerFactory.getLogger(LatchParticipant.class);

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
  LatchParticipant(
      CuratorFramework client, String path, String name, LeaderLatchListener listener) {
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
   * Asks the server that this process is connected to whether the place is there. One that is cut
   * off from the other servers answers from memory.
   *
   * @throws Exception if ZooKeeper does not answer
   */
  boolean isThere() throws Exception {
    Optional<String> node = node();
    return node.isPresent() && client.checkExists().forPath(node.get()) != null;
  }

  /**
   * Asks a majority of ZooKeeper's servers whether the place is there, by a transaction that
   * changes nothing.
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
