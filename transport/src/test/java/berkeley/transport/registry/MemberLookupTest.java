package berkeley.transport.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.RegistryAddress;
import berkeley.transport.registry.MemberLookup.MemberListing;
import berkeley.transport.socket.FaultyPeer;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.Stubs;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

  @BeforeAll
  static void ourSockets() {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
  }

  @BeforeEach
  void anEmptyRegistry() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    registry = LocateRegistry.createRegistry(port);
    directory =
        MemberLookup.of(ClusterAddress.at(List.of(new RegistryAddress("127.0.0.1", port))), "me");
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
      // RMI itself calls there as soon as the stub is read.
      registry.rebind("stopped", stubs.astray(null, stopped.port()));
      for (String name : List.of("a", "b", "c")) {
        bind(name);
      }

      MemberListing listing = read(4_000_000_000L);

      assertTrue(listing.clocks().keySet().containsAll(Set.of("a", "b", "c")), listing::toString);
    }
  }

  @Test
  void aListThatIsTooLongForTheTimeIsReadInParts() throws Exception {
    try (FaultyPeer first = FaultyPeer.silent();
        FaultyPeer second = FaultyPeer.silent();
        FaultyPeer third = FaultyPeer.silent();
        FaultyPeer fourth = FaultyPeer.silent()) {
      for (FaultyPeer peer : List.of(first, second, third, fourth)) {
        registry.rebind("stopped" + peer.port(), stubs.astray(null, peer.port()));
      }
      bind("a");

      Set<String> settled = new TreeSet<>();
      MemberListing listing = read(1_000_000_000L);
      assertEquals(5, listing.names().size(), "the names are all there");
      assertFalse(listing.complete());
      while (!listing.complete()) {
        settled.addAll(listing.clocks().keySet());
        listing = read(1_000_000_000L, settled.toArray(String[]::new));
      }

      settled.addAll(listing.clocks().keySet());
      assertEquals(listing.names(), settled);
    }
  }
}
