package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.NodeStatus;
import berkeley.harness.status.ClusterStatus;
import berkeley.harness.status.StatusClient;
import berkeley.zookeeper.ZooKeeperCluster;
import berkeley.zookeeper.ZooKeeperSettings;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real processes that find one another, and their master, through a real ZooKeeper server. */
@Tag("alone")
final class ZooKeeperIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CLOSE = Duration.ofMillis(2);
  private static final int TICK_MILLIS = 500;

  @RegisterExtension final Rig rig = new Rig();

  private final Map<String, RunningCommand> running = new HashMap<>();

  private final MasterWatch watch = new MasterWatch(this::survey);

  private TestingServer server;
  private ZooKeeperCluster cluster;
  private StatusClient client;

  /** Silences the log of the server in this process. */
  @BeforeAll
  static void quietly() {
    System.setProperty("org.slf4j.simpleLogger.log.org.apache", "off");
  }

  @BeforeEach
  void aServer() throws Exception {
    server =
        new TestingServer(
            new InstanceSpec(
                Files.createTempDirectory("zookeeper").toFile(),
                -1,
                -1,
                -1,
                true,
                1,
                TICK_MILLIS,
                -1),
            true);
    cluster = ZooKeeperCluster.open(ZooKeeperSettings.parse(server.getConnectString()), "");
    assertTrue(cluster.awaitMembers(PATIENCE));
    client = new StatusClient(cluster.address(), Duration.ofSeconds(2));
  }

  @AfterEach
  void end() throws Exception {
    cluster.close();
    server.close();
  }

  @Test
  void whenTheMasterGoesTheNextInTheQueueLeadsAndNobodysTimeGoesBack() throws Exception {
    for (String id : List.of("a", "b", "c")) {
      start(id);
    }
    NodeStatus first = awaitMaster(0, 3);

    running.get(first.id()).signal("KILL");
    NodeStatus second = awaitMaster(first.term(), 2);
    assertNotEquals(first.id(), second.id());

    start(first.id());
    assertEquals(second.id(), awaitMaster(first.term(), 3).id(), "who comes back follows");

    running.get(second.id()).signal("STOP");
    NodeStatus third = awaitMaster(second.term(), 2);
    running.get(second.id()).signal("CONT");
    assertEquals(third.id(), awaitMaster(second.term(), 3).id(), "who was stopped follows");
    assertTrue(Rig.spread(watch.look().nodes()).compareTo(CLOSE) <= 0);

    RunningCommand stepDown = rig.start("step-down", zookeeper(), "--json", Rig.PATIENT);
    assertEquals(0, stepDown.exitCode(), stepDown::toString);
    assertEquals(third.id(), stepDown.document().get("master_before"));
    assertEquals(awaitMaster(third.term(), 3).id(), stepDown.document().get("master"));
    watch.requireClean();
  }

  @Test
  @Tag("full")
  void aCommandThatFindsNoZooKeeperSaysSoInOneLine() throws Exception {
    server.stop();

    RunningCommand status = rig.start("status", zookeeper());

    assertEquals(3, status.exitCode(), status::toString);
    assertEquals(1, status.err().size(), status::toString);
    assertTrue(status.err().get(0).contains("does not answer"), status::toString);
  }

  private String zookeeper() {
    return "--zookeeper=" + server.getConnectString();
  }

  private void start(String id) throws Exception {
    RunningCommand node =
        rig.start(
            "slave",
            "--id=" + id,
            zookeeper(),
            "--zookeeper-session=2s",
            "--electable",
            "--period=500ms");
    running.put(id, node);
    node.ready();
  }

  private NodeStatus awaitMaster(long afterTerm, int nodes) {
    return watch.awaitMaster(Rig.within(PATIENCE), afterTerm, nodes);
  }

  private ClusterStatus survey() throws InterruptedException {
    return client.survey();
  }
}
