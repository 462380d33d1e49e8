package berkeley.zookeeper;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an operator how the connection to ZooKeeper is, in a line for each change; of one that
 * there has never been, whoever waits for it tells. Called by one thread at a time.
 */
final class ConnectionLog implements ConnectionStateListener {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);

  private final ZooKeeperSettings zookeeper;
  private boolean connectedOnce;

  /** A log of the connection to this one. */
  ConnectionLog(ZooKeeperSettings zookeeper) {
    this.zookeeper = zookeeper;
  }

  @Override
  public void stateChanged(CuratorFramework client, ConnectionState state) {
    connectedOnce |= state.isConnected();
    if (state.isConnected()) {
      LOG.info("connected zookeeper={}", zookeeper);
    } else if (connectedOnce && state == ConnectionState.SUSPENDED) {
      LOG.warn("connection lost, connecting again zookeeper={}", zookeeper);
    } else if (connectedOnce && state == ConnectionState.LOST) {
      LOG.warn("session over, what this process entered is gone zookeeper={}", zookeeper);
    }
  }
}
