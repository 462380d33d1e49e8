package berkeley.zookeeper;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each change of the connection to ZooKeeper, once there has been one. Called by one thread at
 * a time.
 */
final class ConnectionLog implements ConnectionStateListener {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);

  private final ZooKeeperSettings zookeeper;
  private boolean connectedOnce;

  /** Creates a log of the connection to the given ensemble. */
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
