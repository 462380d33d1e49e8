package berkeley.node.driver;

import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.MemberId;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The nodes that have been listed, and the way to each of them. One that is listed no more keeps
 * its place until it is replaced: a registry may be new and empty. For the node's loop.
 */
final class KnownPeers {

  /** By name, so that all are always told in the same order. */
  private final SortedMap<String, PeerAddress> addresses = new TreeMap<>();

  /** Names that need not be looked up again: with n nodes that would be n squared calls a time. */
  private final Set<String> settled = new HashSet<>();

  private final Map<String, Long> incarnations = new HashMap<>();

  /** Returns the names that need no lookup. */
  Set<String> settled() {
    return Set.copyOf(settled);
  }

  /**
   * Takes a list.
   *
   * @return the electable nodes in it
   */
  Set<String> take(Listing listing) {
    settled.addAll(listing.addresses().keySet());
    addresses.putAll(listing.addresses());
    settled.retainAll(listing.names());
    return listing.names().stream()
        .filter(name -> electable(name).isPresent())
        .collect(Collectors.toSet());
  }

  /** Records that a call failed: there may be another object behind the name now. */
  void doubt(String name) {
    settled.remove(name);
  }

  /** Records who calls: another life under a name has another address. */
  void heard(MemberId caller) {
    Long before = incarnations.put(caller.name(), caller.incarnation());
    if (before == null || before != caller.incarnation()) {
      doubt(caller.name());
    }
  }

  /** Returns the way to an electable node, empty if it has never been seen. */
  Optional<PeerAddress> electable(String name) {
    return Optional.ofNullable(addresses.get(name)).filter(PeerAddress::isElectable);
  }

  /** Returns all addresses ever seen and not replaced, those of plain slaves too. */
  SortedMap<String, PeerAddress> all() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
  }
}
