package berkeley.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest term of a cluster, as a number in ZooKeeper that only rises.
 *
 * <p>It is raised in one transaction with a check that the raiser's place in the latch still
 * exists. So a node that has lost the latch without knowing it gets no new term, and terms rise in
 * the order in which the latch was held, over all nodes and their incarnations. Not safe for use by
 * several threads.
 */
final class TermCounter {

  private static final Logger LOG = LoggerFactory.getLogger(TermCounter.class);
  private static final int MOST_DIGITS = 18;

  private final CuratorFramework client;
  private final String path;

  /** Creates a counter at a path. */
  TermCounter(CuratorFramework client, String path) {
    this.client = client;
    this.path = path;
  }

  /**
   * Raises the term.
   *
   * @param place the path of the raiser's own node in the latch
   * @param floor a term that is known to be used; the new one is above it too
   * @return the new term; empty if the place is gone
   * @throws Exception if ZooKeeper does not answer, or another node has raised it meanwhile
   */
  OptionalLong raise(String place, long floor) throws Exception {
    Stat found = new Stat();
    long next = Math.addExact(Math.max(read(found), floor), 1);
    try {
      client
          .transaction()
          .forOperations(
              client.transactionOp().check().forPath(place),
              client
                  .transactionOp()
                  .setData()
                  .withVersion(found.getVersion())
                  .forPath(path, bytes(next)));
      return OptionalLong.of(next);
    } catch (KeeperException.NoNodeException e) {
      LOG.debug("the place in the latch is gone place={}", place, e);
      return OptionalLong.empty();
    }
  }

  private long read(Stat found) throws Exception {
    if (client.checkExists().forPath(path) == null) {
      create();
    }
    return parse(client.getData().storingStatIn(found).forPath(path));
  }

  private void create() throws Exception {
    try {
      client.create().creatingParentsIfNeeded().forPath(path, bytes(0));
    } catch (KeeperException.NodeExistsException e) {
      LOG.trace("another was faster path={}", path, e);
    }
  }

  private long parse(byte[] data) {
    String text = new String(data, StandardCharsets.US_ASCII);
    if (!text.matches("[0-9]{1," + MOST_DIGITS + "}")) {
      LOG.warn("what is there is no term and counts as 0 path={} length={}", path, data.length);
      return 0;
    }
    return Long.parseLong(text);
  }

  private static byte[] bytes(long term) {
    return Long.toString(term).getBytes(StandardCharsets.US_ASCII);
  }
}
