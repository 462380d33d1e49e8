package berkeley.zookeeper;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.RegistryAddress;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberDirectory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException.NoAuthException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Against ZooKeeper's own server in this process; timeouts are so long that only a hang exceeds
 * them.
 */
@Timeout(180)
class ServiceListTest {

  private static final RegistryAddress HERE = new RegistryAddress("h1", 40_001);
  private static final RegistryAddress THERE = new RegistryAddress("fd00::2", 40_002);

  private TestServer server;
  private ZooKeeperCluster one;
  private ZooKeeperCluster other;

  @BeforeEach
  void twoProcesses() throws Exception {
    server = new TestServer();
    one = ZooKeeperCluster.open(server.settings(), "blue");
    other = ZooKeeperCluster.open(server.settings(), "blue");
    assertTrue(one.awaitMembers(TestServer.LONG));
    assertTrue(other.awaitMembers(TestServer.LONG));
  }

  @AfterEach
  void end() throws Exception {
    one.close();
    other.close();
    server.close();
  }

  private static MemberDirectory list(ZooKeeperCluster of) {
    ClusterAddress address = of.address();
    return address.directory().orElseThrow();
  }

  private static void awaitMembers(ZooKeeperCluster asSeenBy, Map<String, RegistryAddress> wanted) {
    await()
        .atMost(TestServer.LONG)
        .untilAsserted(() -> assertEquals(wanted, list(asSeenBy).members().members()));
  }

  @Test
  void aMemberIsListedFromEnteringUntilLeaving() {
    assertTrue(list(one).enter("a", HERE));
    assertTrue(list(other).enter("b", THERE));

    awaitMembers(one, Map.of("a", HERE, "b", THERE));
    awaitMembers(other, Map.of("a", HERE, "b", THERE));
    assertTrue(list(one).members().current());

    list(other).leave("b");
    awaitMembers(one, Map.of("a", HERE));
  }

  @Test
  void anEntryEndsWithItsProcess() {
    assertTrue(list(one).enter("a", HERE));
    awaitMembers(other, Map.of("a", HERE));

    one.close();

    awaitMembers(other, Map.of());
  }

  @Test
  void anEntryThatIsEnteredAgainAndAgainIsWrittenOnce() throws Exception {
    list(one).enter("a", HERE);
    awaitMembers(one, Map.of("a", HERE));
    try (CuratorFramework client = server.client()) {
      long created = client.checkExists().forPath("/clusters/blue/members/a").getCzxid();
      for (int i = 0; i < 20; i++) {
        assertTrue(list(one).enter("a", HERE));
      }

      assertEquals(created, client.checkExists().forPath("/clusters/blue/members/a").getCzxid());
    }
  }

  @Test
  void anEntryOfAnEarlierIncarnationIsReplaced() {
    list(one).enter("a", THERE);
    awaitMembers(other, Map.of("a", THERE));

    list(other).enter("a", HERE);

    awaitMembers(one, Map.of("a", HERE));
    one.close();
    await()
        .atMost(TestServer.LONG)
        .untilAsserted(
            () -> {
              assertTrue(list(other).enter("a", HERE));
              assertEquals(Map.of("a", HERE), list(other).members().members());
            });
  }

  @Test
  void anEntryThatWasDeletedIsCreatedAgain() throws Exception {
    list(one).enter("a", HERE);
    awaitMembers(other, Map.of("a", HERE));
    try (CuratorFramework client = server.client()) {
      client.delete().forPath("/clusters/blue/members/a");
    }
    awaitMembers(other, Map.of());

    await()
        .atMost(TestServer.LONG)
        .untilAsserted(
            () -> {
              list(one).enter("a", HERE);
              assertEquals(Map.of("a", HERE), list(other).members().members());
            });
  }

  @Test
  void anInvalidEntryHidesNoOther() throws Exception {
    list(one).enter("a", HERE);
    try (CuratorFramework client = server.client()) {
      String members = "/clusters/blue/members/";
      client.create().forPath(members + "x", "nonsense".getBytes(StandardCharsets.UTF_8));
      client.create().forPath(members + "y", new byte[0]);
      client
          .create()
          .forPath(
              members + "z",
              "{\"id\":\"other/z\",\"address\":\"h\",\"port\":1}".getBytes(StandardCharsets.UTF_8));
      client
          .create()
          .forPath(
              members + "b",
              "{\"id\":\"b\",\"address\":\"fd00::2\",\"port\":40002}"
                  .getBytes(StandardCharsets.UTF_8));

      awaitMembers(other, Map.of("a", HERE, "b", THERE));
    }
  }

  @Test
  void clustersDoNotSeeOneAnother() throws Exception {
    list(one).enter("a", HERE);
    try (ZooKeeperCluster unnamed = ZooKeeperCluster.open(server.settings(), "")) {
      assertTrue(unnamed.awaitMembers(TestServer.LONG));
      list(unnamed).enter("u", THERE);

      awaitMembers(unnamed, Map.of("u", THERE));
      awaitMembers(other, Map.of("a", HERE));
    }
  }

  @Test
  void theListStaysWhileZooKeeperIsAwayAndReadingDoesNotWait() throws Exception {
    list(one).enter("a", HERE);
    awaitMembers(other, Map.of("a", HERE));
    server.stop();
    await().atMost(TestServer.LONG).until(() -> !list(other).members().current());

    assertEquals(Map.of("a", HERE), list(other).members().members());
    assertFalse(list(other).enter("b", THERE));
    list(one).leave("nobody");

    server.restart();
    await()
        .atMost(TestServer.LONG)
        .untilAsserted(
            () -> {
              list(other).enter("b", THERE);
              assertEquals(Map.of("a", HERE, "b", THERE), list(one).members().members());
            });
  }

  @Test
  void aClientWithoutLoginNeitherReadsNorWritesWhatALoginHasWritten() throws Exception {
    ZooKeeperSettings closed =
        ZooKeeperSettings.parse(server.settings().connectString() + "/private")
            .withLogin("berkeley:correct horse");
    try (ZooKeeperCluster friend = ZooKeeperCluster.open(closed, "");
        ZooKeeperCluster colleague = ZooKeeperCluster.open(closed, "");
        CuratorFramework client = server.client()) {
      CuratorFramework stranger = client.usingNamespace("private");
      assertTrue(friend.awaitMembers(TestServer.LONG));
      assertTrue(colleague.awaitMembers(TestServer.LONG));
      assertTrue(list(friend).enter("a", HERE));
      awaitMembers(colleague, Map.of("a", HERE));
      String members = "/cluster/members";

      assertThrows(NoAuthException.class, () -> stranger.getData().forPath(members + "/a"));
      assertThrows(NoAuthException.class, () -> stranger.delete().forPath(members + "/a"));
      assertThrows(NoAuthException.class, () -> stranger.create().forPath(members + "/b"));
    }
  }
}
