package berkeley.transport.registry;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.registry.MemberLookup.MemberListing;
import berkeley.transport.socket.FaultyPeer;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.Stubs;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.Remote;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real registry in this process. */
@Timeout(120)
class MemberLookupTest {

  private static final long MINUTE = 60_000_000_000L;

  private final Stubs stubs = new Stubs();
  private Registry registry;
  private MemberLookup directory;
  private int ownPort;

  @BeforeAll
  static void ourSockets() {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
  }

  @BeforeEach
  void anEmptyRegistry() throws Exception {
    int port = freePort();
    ownPort = port;
    registry = LocateRegistry.createRegistry(port);
    directory =
        MemberLookup.of(ClusterAddress.at(List.of(new RegistryAddress("127.0.0.1", port))), "me");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @AfterEach
  void end() throws Exception {
    UnicastRemoteObject.unexportObject(registry, true);
    stubs.close();
  }

  private void bind(String name) throws Exception {
    registry.rebind(name, stubs.direct(null, () -> 1));
  }

  private MemberListing read(long limitNanos, String... settled) {
    return RemoteCall.get(
        HostTicks.now() + limitNanos, RemoteCall.ANYONE, () -> directory.read(Set.of(settled)));
  }

  @Test
  void looksUpAllButItselfAndThoseThatAreSettled() throws Exception {
    for (String name : List.of("a", "b", "me")) {
      bind(name);
    }

    MemberListing listing = read(MINUTE, "b");

    assertEquals(Set.of("a", "b"), listing.names());
    assertEquals(Set.of("a"), listing.clocks().keySet());
    assertTrue(listing.complete());
  }

  @Test
  void oneNodeThatIsStoppedDoesNotHideTheOthers() throws Exception {
    try (FaultyPeer stopped = FaultyPeer.silent()) {
      registry.rebind("stopped", stubs.astray(null, stopped.port()));
      for (String name : List.of("a", "b", "c")) {
        bind(name);
      }

      MemberListing listing = read(4_000_000_000L);

      assertTrue(listing.clocks().keySet().containsAll(Set.of("a", "b", "c")), listing::toString);
    }
  }

  @Test
  void stubsThatLeadToSilentPortsCostNoTime() throws Exception {
    try (FaultyPeer first = FaultyPeer.silent();
        FaultyPeer second = FaultyPeer.silent();
        FaultyPeer third = FaultyPeer.silent();
        FaultyPeer fourth = FaultyPeer.silent()) {
      for (FaultyPeer peer : List.of(first, second, third, fourth)) {
        registry.rebind("stopped" + peer.port(), stubs.astray(null, peer.port()));
      }
      bind("a");

      MemberListing listing = read(MINUTE);

      assertEquals(5, listing.clocks().size(), listing::toString);
      assertTrue(listing.complete());
    }
  }

  @Test
  void whatIsNoNameIsLeftOut() throws Exception {
    for (String name :
        List.of("a", "", "two words", "line\nbreak", "\u001b[31m", "x".repeat(65), "\u202eb")) {
      bind(name);
    }

    assertEquals(Set.of("a"), read(MINUTE).names());
  }

  @Test
  void aListOfThousandsIsCutAndKeepsThoseThatAnswer() throws Exception {
    for (int i = 0; i < RegistryMembers.MOST_NAMES + 500; i++) {
      registry.rebind("n" + i, stubs.direct(null, () -> 1));
    }
    bind("honest");

    MemberListing listing = read(MINUTE, "honest");

    assertEquals(RegistryMembers.MOST_NAMES, listing.names().size());
    assertTrue(listing.names().contains("honest"));
  }

  @Test
  void aRegistryThatListsOthersNamesDoesNotHideThem() throws Exception {
    try (FaultyPeer silent = FaultyPeer.silent()) {
      int port = freePort();
      Registry liar = LocateRegistry.createRegistry(port);
      try {
        Remote honest = stubs.direct(null, () -> 1);
        registry.rebind("a", honest);
        liar.rebind("a", stubs.astray(null, silent.port()));
        RegistryAddress first = new RegistryAddress("127.0.0.1", ownPort);
        RegistryAddress second = new RegistryAddress("127.0.0.1", port);
        for (List<RegistryAddress> order :
            List.of(List.of(first, second), List.of(second, first))) {
          directory = MemberLookup.of(ClusterAddress.at(order), "me");

          MemberListing listing = read(6_000_000_000L);

          ClockRemote found = requireNonNull(listing.clocks().get("a"));
          assertEquals(1, RemoteCall.get(HostTicks.now() + MINUTE, "a", found::getTime));
        }
      } finally {
        UnicastRemoteObject.unexportObject(liar, true);
      }
    }
  }
}
