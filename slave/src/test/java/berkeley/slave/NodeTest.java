package berkeley.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.environment.Environment;
import berkeley.api.environment.Ticks;
import berkeley.api.environment.WallClock;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.slave.registration.LocalRegistry;
import berkeley.transport.ticks.HostTicks;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.ExportException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
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

  private NodeBuilder node(String id) {
    return Node.builder(id).registries(List.of(registry.address()));
  }

  @Test
  void isRegisteredAndAnswersAndIsGoneAfterItsEnd() throws Exception {
    Node node = node("a").start();
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
    long deadline = HostTicks.now() + LONG.toNanos();
    while (true) {
      try (ServerSocket next = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertEquals(port, next.getLocalPort());
        return;
      } catch (BindException e) {
        if (HostTicks.now() - deadline > 0) {
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

      var refusal = assertThrows(ExportException.class, () -> node("a").port(port).start().close());

      assertTrue(refusal.getMessage().contains(Integer.toString(port)), refusal.getMessage());
      assertThrows(NotBoundException.class, () -> registry.running().lookup("a"));
    }
  }

  @Test
  void aSecondNodeOfALivingOnesNameIsRefusedAndTheFirstStays() throws Exception {
    try (Node first = node("a").start()) {
      assertTrue(first.awaitRegistered(LONG));
      var refusal = assertThrows(DuplicateNameException.class, () -> node("a").start().close());

      assertEquals(
          "id: a living node 'a' is registered at %s already; choose another name"
              .formatted(registry.address()),
          refusal.getMessage());
      assertTrue(((ClockRemote) registry.running().lookup("a")).getTime() > 0);
    }
  }

  @Test
  void refusalsOfAnOlderTermArriveAsThemselvesOverTheWire() throws Exception {
    try (Node node = node("a").start()) {
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
    try (Node slave = node("a").environment(new AnHourAhead()).start();
        Node leader =
            node("m")
                .rounds(leads -> leads.period(Duration.ofMillis(200)).onRound(rounds::add))
                .start()) {
      assertTrue(slave.awaitRegistered(LONG) && leader.awaitRegistered(LONG));
      assertFalse(slave.clock().awaitSynchronized(Duration.ZERO));
      var mastership = leader.lead();
      assertThrows(IllegalStateException.class, leader::lead);

      assertTrue(slave.clock().awaitSynchronized(LONG));
      assertEquals(1, rounds.poll(60, TimeUnit.SECONDS).round());
      mastership.close();
      assertEquals(Mastership.Ending.CLOSED, mastership.awaitEnd());
      assertEquals(OptionalLong.empty(), mastership.newerTerm());
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
    String above = registry.address().toString();
    try (Node node = node("a").cluster("east").upstream(above).start()) {
      assertTrue(node.awaitRegistered(LONG));
      assertThrows(NotBoundException.class, () -> registry.running().lookup("a"));
      node.lead();
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
    long deadline = HostTicks.now() + LONG.toNanos();
    while (true) {
      try {
        return registry.running().lookup(name);
      } catch (NotBoundException e) {
        if (HostTicks.now() - deadline > 0) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  @Test
  void aNewMastersTermIsBeyondAnyThatItFinds() throws Exception {
    try (Node slave = node("a").start();
        Node leader = node("m").start()) {
      assertTrue(slave.awaitRegistered(LONG) && leader.awaitRegistered(LONG));
      ClockRemote clock = (ClockRemote) registry.running().lookup("a");
      clock.adjust(new Adjustment(0, 0, clock.getTime(), 40, 1, 0, "old"));

      try (var mastership = leader.lead()) {
        assertEquals(41, mastership.term());
      }
    }
  }

  @Test
  void whoIsClosedDoesNotLead() throws Exception {
    Node node = node("a").start();
    node.close();

    assertThrows(IllegalStateException.class, node::lead);
  }

  @Test
  void aMastershipOfOneRoundIsDoneAndAnOvertakenOneSaysByWhichTerm() throws Exception {
    try (Node slave = node("a").start();
        Node brief = node("m").rounds(leads -> leads.count(1)).start();
        Node overtaken = node("o").rounds(leads -> leads.period(Duration.ofMillis(200))).start()) {
      assertTrue(slave.awaitRegistered(LONG) && brief.awaitRegistered(LONG));
      Mastership first = brief.lead();
      assertEquals(Mastership.Ending.DONE, first.awaitEnd());

      assertTrue(overtaken.awaitRegistered(LONG));
      Mastership second = overtaken.lead();
      for (String member : List.of("a", "m")) {
        ClockRemote clock = (ClockRemote) registry.running().lookup(member);
        clock.adjust(new Adjustment(0, 0, clock.getTime(), 40, 1, 0, "newer"));
      }

      assertEquals(Mastership.Ending.DEPOSED, second.awaitEnd());
      assertEquals(OptionalLong.of(40), second.newerTerm());
    }
  }

  @Test
  void aNodeIsElectedAsItWasBuilt() throws Exception {
    BlockingQueue<RoundReport> rounds = new LinkedBlockingQueue<>();
    try (Node node =
        node("a")
            .electable(election -> election.lease(Duration.ofMillis(200)).quorum(1))
            .rounds(leads -> leads.period(Duration.ofMillis(100)).onRound(rounds::add))
            .start()) {
      RoundReport led = rounds.poll(60, TimeUnit.SECONDS);

      assertEquals("a", led.master());
      assertThrows(IllegalStateException.class, node::lead);
      assertTrue(node.clock().awaitSynchronized(LONG));
    }
  }

  @Test
  void aSlaveThatPushesIsCorrectedByTheAnswers() throws Exception {
    BlockingQueue<RoundReport> rounds = new LinkedBlockingQueue<>();
    try (Node slave = node("a").push(Duration.ofMillis(20)).start();
        Node leader =
            node("m")
                .rounds(leads -> leads.period(Duration.ofMillis(200)).onRound(rounds::add))
                .start()) {
      assertTrue(slave.awaitRegistered(LONG) && leader.awaitRegistered(LONG));
      leader.lead();

      assertTrue(slave.clock().awaitSynchronized(LONG));
    }
  }

  /** A host whose wall clock is wrong and whose oscillator runs fast. */
  private static final class AnHourAhead implements Environment {

    private final long begin = HostTicks.now();

    @Override
    public Ticks ticks() {
      return new Ticks() {
        @Override
        public long hostNanos() {
          return HostTicks.now();
        }

        @Override
        public long at(long hostNanos) {
          return hostNanos + (hostNanos - begin) / 10_000;
        }
      };
    }

    @Override
    public WallClock wallClock() {
      return () -> Instant.now().plus(Duration.ofHours(1));
    }
  }
}
