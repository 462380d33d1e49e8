package berkeley.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/** ZooKeeper's own server in this process, on a free port, with short ticks. */
final class TestServer implements AutoCloseable {

  /** A timeout that only a hang exceeds. */
  static final Duration LONG = Duration.ofSeconds(60);

  private static final int TICK_MILLIS = 250;

  private final TestingServer server;

  TestServer() throws Exception {
    InstanceSpec spec =
        new InstanceSpec(
            Files.createTempDirectory("zookeeper").toFile(), -1, -1, -1, true, 1, TICK_MILLIS, -1);
    server = new TestingServer(spec, true);
  }

  ZooKeeperSettings settings() {
    return ZooKeeperSettings.parse(server.getConnectString() + "/test/berkeley")
        .withSessionTimeout(Duration.ofSeconds(2));
  }

  /** Returns another client with the same root. */
  CuratorFramework client() throws InterruptedException {
    CuratorFramework client =
        CuratorFrameworkFactory.builder()
            .connectString(server.getConnectString())
            .namespace("test/berkeley")
            .sessionTimeoutMs(20_000)
            .retryPolicy(new RetryOneTime(100))
            .build();
    client.start();
    client.blockUntilConnected();
    return client;
  }

  /** Stops the server; its data stays on disk. */
  void stop() throws IOException {
    server.stop();
  }

  void restart() throws Exception {
    server.restart();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
