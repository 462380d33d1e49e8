package berkeley.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.MasterSettings;
import berkeley.slave.registration.LocalRegistry;
import berkeley.slave.servant.UpstreamSettings;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.ExportException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole nodes in one process, over real RMI; deadlines are wide and only a hang meets them. */
@Timeout(120)
class NodeTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private LocalRegistry registry;

  @BeforeEach
  void aRegistry() throws Exception {
    registry = new LocalRegistry().start();
  }

  @AfterEach
  void end() throws Exception {
    registry.close();
  }

  private NodeSettings settings(String id) {
    return NodeSettings.of(id, List.of(registry.address()));
  }

  @Test
  void isRegisteredAndAnswersAndIsGoneAfterItsEnd() throws Exception {
    Node node = Node.start(settings("a"));
    ClockRemote clock;
    try (node) {
      assertTrue(node.awaitRegistered(LONG));
      clock = (ClockRemote) registry.running().lookup("a");
      long before = clock.getTime();

      assertTrue(clock.getTime() > before);
      assertEquals(NodeState.NEWCOMER, ((NodeRemote) clock).status().state());
      assertTrue(node.port() > 0);
    }

    assertThrows(NotBoundException.class, () -> registry.running().lookup("a"));
    assertThrows(RemoteException.class, clock::getTime);
    node.close();
    awaitFree(node.port());
  }

  /** The thread that accepts holds on to a socket until it has noticed that it is closed. */
  private static void awaitFree(int port) throws Exception {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (true) {
      try (ServerSocket next = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertEquals(port, next.getLocalPort());
        return;
      } catch (BindException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
  }

  @Test
  void aPortThatIsInUseIsSaidSoAtOnce() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      var refusal =
          assertThrows(
              ExportException.class, () -> Node.start(settings("a").withPort(port)).close());

      assertTrue(refusal.getMessage().contains(Integer.toString(port)), refusal.getMessage());
      assertThrows(NotBoundException.class, () -> registry.running().lookup("a"));
    }
  }

  @Test
  void aSecondNodeOfALivingOnesNameIsRefusedAndTheFirstStays() throws Exception {
    try (Node first = Node.start(settings("a"))) {
      assertTrue(first.awaitRegistered(LONG));
      var refusal =
          assertThrows(DuplicateNameException.class, () -> Node.start(settings("a")).close());

      assertEquals(
          "id: a living node 'a' is registered at %s already; choose another name"
              .formatted(registry.address()),
          refusal.getMessage());
      assertTrue(((ClockRemote) registry.running().lookup("a")).getTime() > 0);
    }
  }

  @Test
  void refusalsOfAnOlderTermArriveAsThemselvesOverTheWire() throws Exception {
    try (Node node = Node.start(settings("a"))) {
      assertTrue(node.awaitRegistered(LONG));
      ClockRemote clock = (ClockRemote) registry.running().lookup("a");
      clock.adjust(new Adjustment(5, 0, clock.getTime(), 9, 1, 0, "m"));

      var refusal =
          assertThrows(
              StaleTermException.class,
              () -> clock.adjust(new Adjustment(5, 0, clock.getTime(), 8, 1, 0, "old")));

      assertEquals(List.of(8L, 9L), List.of(refusal.refusedTerm(), refusal.obeyedTerm()));
      assertEquals(1, node.status().adjustments());
    }
  }

  @Test
  void aMasterBringsASlaveOfAnotherHourToItselfAndEndsInGoodOrder() throws Exception {
    BlockingQueue<RoundReport> rounds = new LinkedBlockingQueue<>();
    try (Node slave = Node.start(settings("a").withFault(Duration.ofHours(1), 100));
        Node leader = Node.start(settings("m"))) {
      assertTrue(slave.awaitRegistered(LONG) && leader.awaitRegistered(LONG));
      assertFalse(slave.clock().awaitSynchronized(Duration.ZERO));
      var mastership =
          leader.lead(MasterSettings.builder().period(Duration.ofMillis(200)).build(), rounds::add);
      assertThrows(
          IllegalStateException.class, () -> leader.lead(MasterSettings.defaults(), rounds::add));

      assertTrue(slave.clock().awaitSynchronized(LONG));
      assertEquals(1, rounds.poll(60, TimeUnit.SECONDS).round());
      mastership.close();
      mastership.awaitEnd();
      NodeStatus followed = slave.status();
      long offset = followed.reading().offsetAgainst(leader.status().reading());

      assertTrue(Math.abs(offset) <= followed.errorBoundNanos() + 1_000, offset + ": " + followed);
      assertEquals("m", followed.master());
      assertEquals(Role.SLAVE, leader.status().role(), "it leads no more");
      assertEquals(NodeState.SYNCHRONISED, leader.status().state());
    }
  }

  @Test
  void whoLeadsBelowAParentAnswersItOnItsOwnPortForAsLongAsItLeads() throws Exception {
    UpstreamSettings above = UpstreamSettings.at(List.of(registry.address()));
    try (Node node = Node.start(settings("a").inCluster("east").below(above))) {
      assertTrue(node.awaitRegistered(LONG));
      assertThrows(NotBoundException.class, () -> registry.running().lookup("a"));
      node.lead(MasterSettings.defaults(), report -> {});
      NodeRemote face = (NodeRemote) awaitBound("a");
      NodeRemote own = (NodeRemote) registry.running().lookup("east/a");

      assertEquals(Role.SLAVE, face.status().role());
      assertEquals(Role.MASTER, own.status().role());
      String port = ":" + node.port() + "]";
      assertTrue(face.toString().contains(port), face::toString);
      assertTrue(own.toString().contains(port), own::toString);
    }
    assertThrows(NotBoundException.class, () -> registry.running().lookup("a"));
  }

  private Remote awaitBound(String name) throws Exception {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (true) {
      try {
        return registry.running().lookup(name);
      } catch (NotBoundException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  @Test
  void aNewMastersTermIsBeyondAnyThatItFinds() throws Exception {
    try (Node slave = Node.start(settings("a"));
        Node leader = Node.start(settings("m"))) {
      assertTrue(slave.awaitRegistered(LONG) && leader.awaitRegistered(LONG));
      ClockRemote clock = (ClockRemote) registry.running().lookup("a");
      clock.adjust(new Adjustment(0, 0, clock.getTime(), 40, 1, 0, "old"));

      try (var mastership = leader.lead(MasterSettings.defaults(), report -> {})) {
        assertEquals(41, mastership.term());
      }
    }
  }

  @Test
  void whoIsClosedDoesNotLead() throws Exception {
    Node node = Node.start(settings("a"));
    node.close();

    assertThrows(
        IllegalStateException.class, () -> node.lead(MasterSettings.defaults(), report -> {}));
  }
}
