package berkeley.transport.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

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
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A list made of answers, and real registries in this process. */
@Timeout(120)
class ListedMembersTest {

  private static final long MINUTE = 60_000_000_000L;

  private final Stubs stubs = new Stubs();
  private final MemberDirectory list = mock(MemberDirectory.class);
  private RegistryAddress here;
  private RegistryAddress there;
  private Registry one;
  private Registry other;
  private MemberLookup directory;

  @BeforeAll
  static void ourSockets() {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
  }

  @BeforeEach
  void twoRegistries() throws Exception {
    here = freeAddress();
    one = LocateRegistry.createRegistry(here.port());
    there = freeAddress();
    other = LocateRegistry.createRegistry(there.port());
    directory = MemberLookup.of(ClusterAddress.by(list, ""), "me");
  }

  private static RegistryAddress freeAddress() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new RegistryAddress("127.0.0.1", free.getLocalPort());
    }
  }

  @AfterEach
  void end() throws Exception {
    UnicastRemoteObject.unexportObject(one, true);
    UnicastRemoteObject.unexportObject(other, true);
    stubs.close();
  }

  private void listed(boolean current, Map<String, RegistryAddress> members) {
    when(list.members()).thenReturn(new MemberDirectory.Listed(members, current));
  }

  private MemberListing read(String... settled) {
    return RemoteCall.get(
        HostTicks.now() + MINUTE, RemoteCall.ANYONE, () -> directory.read(Set.of(settled)));
  }

  @Test
  void looksEachMemberUpWhereTheListSays() throws Exception {
    one.rebind("a", stubs.direct(null, () -> 1));
    one.rebind("b", stubs.direct(null, () -> 2));
    other.rebind("b", stubs.direct(null, () -> 3));
    one.rebind("unlisted", stubs.direct(null, () -> 4));
    listed(true, Map.of("a", here, "b", there, "me", here));

    MemberListing listing = read();

    assertEquals(Set.of("a", "b"), listing.names());
    assertEquals(1, listing.clocks().get("a").getTime());
    assertEquals(3, listing.clocks().get("b").getTime());
    assertTrue(listing.complete());
  }

  @Test
  void callsNobodyForThoseThatAreSettled() throws Exception {
    try (FaultyPeer stopped = FaultyPeer.silent()) {
      listed(true, Map.of("a", new RegistryAddress("127.0.0.1", stopped.port())));

      MemberListing listing = read("a");

      assertEquals(Set.of("a"), listing.names());
      assertEquals(Set.of(), listing.clocks().keySet());
      assertTrue(listing.complete());
    }
  }

  @Test
  void whoIsListedButNotThereHidesNobody() throws Exception {
    one.rebind("a", stubs.direct(null, () -> 1));
    other.rebind("c", other);
    listed(
        true, Map.of("a", here, "b", there, "c", there, "d", new RegistryAddress("127.0.0.1", 1)));

    MemberListing listing = read();

    assertEquals(Set.of("a", "b", "c", "d"), listing.names());
    assertEquals(Set.of("a"), listing.clocks().keySet());
    assertFalse(listing.complete(), "one registry has not answered");
  }

  @Test
  void theLastWordOfAListThatIsAwayIsNotComplete() throws Exception {
    one.rebind("a", stubs.direct(null, () -> 1));
    listed(false, Map.of("a", here));

    MemberListing listing = read();

    assertEquals(Set.of("a"), listing.clocks().keySet());
    assertFalse(listing.complete());
  }

  @Test
  void anotherClusterHasOtherNamesInTheRegistries() throws Exception {
    one.rebind("blue/a", stubs.direct(null, () -> 7));
    listed(true, Map.of("a", here));
    MemberLookup blue = MemberLookup.of(ClusterAddress.by(list, "blue"), "me");

    MemberListing listing =
        RemoteCall.get(HostTicks.now() + MINUTE, RemoteCall.ANYONE, () -> blue.read(Set.of()));

    assertEquals(7, listing.clocks().get("a").getTime());
  }

  @Test
  void theRegistriesOfAClusterAddressAreThoseThatTheListNames() {
    listed(true, Map.of("a", here, "b", here, "c", there));

    assertEquals(Set.of(here, there), Set.copyOf(ClusterAddress.by(list, "").registriesNow()));
    assertEquals(2, ClusterAddress.by(list, "").registriesNow().size());
    assertEquals(List.of(there), ClusterAddress.at(List.of(there)).registriesNow());
  }
}
