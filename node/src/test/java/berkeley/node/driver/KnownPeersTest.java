package berkeley.node.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.MemberId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An electable node "a" and a plain slave "s" have been listed. */
class KnownPeersTest {

  private final KnownPeers peers = new KnownPeers();
  private final TestPeer a = new TestPeer("a").electable();
  private final TestPeer s = new TestPeer("s");

  @BeforeEach
  void bothAreListed() {
    assertEquals(Set.of("a"), take(Set.of("a", "s"), Map.of("a", a, "s", s)));
  }

  private Set<String> take(Set<String> names, Map<String, PeerAddress> addresses) {
    return peers.take(new Listing(names, addresses, true));
  }

  @Test
  void whoIsKnownNeedsNoLookup() {
    assertEquals(Set.of("a", "s"), peers.settled());
    assertEquals(Set.of("a"), take(Set.of("a", "s", "unknown"), Map.of()));
    assertEquals(Set.of("a", "s"), peers.settled());
  }

  @Test
  void onlyElectableNodesAreReachedButAllAreKnown() {
    assertEquals(Optional.of(a), peers.electable("a"));
    assertEquals(Optional.empty(), peers.electable("s"));
    assertEquals(Optional.empty(), peers.electable("unknown"));
    assertEquals(Map.of("a", a, "s", s), peers.all());
  }

  @Test
  void allAreKnownInTheOrderOfTheirNames() {
    Map<String, PeerAddress> many = new HashMap<>();
    IntStream.range(0, 26).forEach(i -> many.put("n" + (char) ('a' + i), a));
    take(many.keySet(), many);

    List<String> names = List.copyOf(peers.all().keySet());
    assertEquals(28, names.size());
    assertEquals(names.stream().sorted().toList(), names);
  }

  @Test
  void whoIsListedNoMoreKeepsItsPlaceAndIsLookedUpWhenItComesBack() {
    assertEquals(Set.of(), take(Set.of(), Map.of()));

    assertEquals(Optional.of(a), peers.electable("a"));
    assertEquals(Set.of(), peers.settled());
  }

  @Test
  void afterACallThatFailedTheNameIsLookedUpAgain() {
    peers.doubt("a");
    assertEquals(Set.of("s"), peers.settled());

    TestPeer next = new TestPeer("a").electable();
    take(Set.of("a", "s"), Map.of("a", next));
    assertEquals(Set.of("a", "s"), peers.settled());
    assertEquals(Optional.of(next), peers.electable("a"));
  }

  @Test
  void anotherLifeThatCallsIsLookedUpAgain() {
    peers.heard(new MemberId("a", 1));
    assertEquals(Set.of("s"), peers.settled(), "which of its lives was listed is not known");
    take(Set.of("a", "s"), Map.of("a", a));

    peers.heard(new MemberId("a", 1));
    assertEquals(Set.of("a", "s"), peers.settled());
    peers.heard(new MemberId("a", 2));
    assertEquals(Set.of("s"), peers.settled());
  }
}
