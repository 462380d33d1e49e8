package berkeley.zookeeper;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.StaleTermException;
import berkeley.slave.DuplicateNameException;
import berkeley.slave.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whole nodes with real RMI and ZooKeeper's own server in this process; timeouts are so long that
 * only a hang exceeds them.
 */
@Timeout(240)
class NodesTest {

  private final List<TestMember> members = new ArrayList<>();
  private TestServer server;

  @BeforeEach
  void aServer() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void end() throws Exception {
    members.forEach(TestMember::close);
    server.close();
  }

  private void start(String... ids) throws Exception {
    for (String id : ids) {
      members.add(new TestMember(id, server.settings()));
    }
  }

  private void end(TestMember member) {
    members.remove(member);
    member.close();
  }

  /** Waits until one leads, in a term above the one given, and everyone is synchronised with it. */
  private TestMember awaitMasterAbove(long term) {
    return await()
        .atMost(TestServer.LONG)
        .until(
            () -> {
              List<TestMember> leading = members.stream().filter(TestMember::leads).toList();
              return leading.size() == 1 && isAgreedOn(leading.get(0), term)
                  ? Optional.of(leading.get(0))
                  : Optional.<TestMember>empty();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  private boolean isAgreedOn(TestMember master, long above) {
    long term = master.node().status().term();
    return term > above && members.stream().allMatch(member -> member.isSynchronisedIn(term));
  }

  @Test
  void oneLeadsAndAllFindOneAnother() throws Exception {
    start("a", "b", "c");

    TestMember master = awaitMasterAbove(0);

    assertEquals(
        Set.of(master.id()),
        members.stream().map(m -> m.node().status().master()).collect(Collectors.toSet()));
  }

  @Test
  void afterAMasterEndsAnotherLeadsAndLateCorrectionsAreRefused() throws Exception {
    start("a", "b", "c");
    TestMember first = awaitMasterAbove(0);
    long before = first.node().status().term();

    end(first);
    TestMember next = awaitMasterAbove(before);

    assertNotEquals(first.id(), next.id());
    for (TestMember member : members) {
      ClockRemote clock = member.remote();
      Adjustment late =
          new Adjustment(1_000_000, 1_000, clock.getTime(), before, 1_000, 0, first.id());
      assertThrows(StaleTermException.class, () -> clock.adjust(late));
    }
  }

  @Test
  void aMasterWhoseSessionExpiresFollowsAndIsListedAgain() throws Exception {
    start("a", "b", "c");
    TestMember first = awaitMasterAbove(0);
    long before = first.node().status().term();

    first.loseSession();
    TestMember next = awaitMasterAbove(before);

    assertNotEquals(first.id(), next.id(), "the place of the lost session was the first");
    end(next);
    awaitMasterAbove(before + 1);
  }

  @Test
  void aMasterThatStepsDownIsFollowedByTheNextInTheQueue() throws Exception {
    start("a", "b");
    TestMember first = awaitMasterAbove(0);
    long before = first.node().status().term();

    assertTrue(first.node().stepDown());

    assertNotEquals(first.id(), awaitMasterAbove(before).id());
  }

  @Test
  void nodesAreInHoldoverWhileZooKeeperIsAwayAndGoOnAfterwards() throws Exception {
    start("a", "b", "c");
    TestMember master = awaitMasterAbove(0);
    long before = master.node().status().term();

    server.stop();
    await().atMost(TestServer.LONG).until(() -> !master.leads());
    for (TestMember member : members) {
      await()
          .atMost(TestServer.LONG)
          .until(() -> member.node().status().state() == NodeState.HOLDOVER);
      Instant now = member.node().clock().instant();
      assertFalse(member.node().clock().instant().isBefore(now), "a clock runs on");
    }
    assertTrue(members.stream().noneMatch(TestMember::leads));

    server.restart();
    awaitMasterAbove(before);
  }

  @Test
  void nodesThatAreThereBeforeZooKeeperWaitForIt() throws Exception {
    server.stop();
    start("a", "b");
    assertTrue(members.stream().noneMatch(TestMember::leads));

    server.restart();
    awaitMasterAbove(0);
  }

  @Test
  void aFixedMasterFindsItsSlavesToo() throws Exception {
    try (var ofSlave = ZooKeeperCluster.open(server.settings(), "");
        var ofMaster = ZooKeeperCluster.open(server.settings(), "");
        Node slave = Node.builder("s").clusterService(ofSlave.service()).start();
        Node master =
            Node.builder("m").clusterService(ofMaster.service()).rounds(TestMember.OFTEN).start()) {
      try (var mastership = master.lead()) {
        slave.clock().awaitSynchronized(TestServer.LONG);

        assertEquals("m", slave.status().master());
        assertEquals(mastership.term(), slave.status().term());
      }
    }
  }

  @Test
  void aLivingNodesNameIsNotGivenTwice() throws Exception {
    start("a");
    assertTrue(members.get(0).node().awaitRegistered(TestServer.LONG));
    try (var other = ZooKeeperCluster.open(server.settings(), "")) {
      assertTrue(other.awaitMembers(TestServer.LONG));

      assertThrows(
          DuplicateNameException.class,
          () -> Node.builder("a").clusterService(other.service()).start().close());
    }
  }
}
