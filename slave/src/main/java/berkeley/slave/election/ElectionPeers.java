package berkeley.slave.election;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.ElectionRemote;
import berkeley.api.wire.MemberId;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberListing;
import berkeley.transport.registry.MemberLookup;
import berkeley.transport.socket.RemoteCall;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The electable nodes that the registries list, and the way to each of them.
 *
 * <p>A peer that is listed no more keeps its place until it is replaced: a registry may be new and
 * empty. Safe for use by several threads.
 */
final class ElectionPeers {

  private static final long LIMIT_NANOS = 1_000_000_000L;

  private final MemberLookup directory;
  private final Map<String, ElectionRemote> ways = new ConcurrentHashMap<>();
  private final Map<String, ClockRemote> clocks = new ConcurrentHashMap<>();

  /** Names that need not be looked up again: with n nodes that would be n squared calls a time. */
  private final Set<String> settled = ConcurrentHashMap.newKeySet();

  private final Map<String, Long> incarnations = new ConcurrentHashMap<>();

  ElectionPeers(ClusterAddress rendezvous, String ownName) {
    this.directory = MemberLookup.of(rendezvous, ownName);
  }

  /**
   * Reads the registries anew.
   *
   * @param some whether those that have answered are enough
   * @return the names of the electable nodes, empty unless every registry has answered, or some are
   *     enough
   */
  Optional<Set<String>> refresh(boolean some) {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    MemberListing listing = RemoteCall.get(deadline, () -> directory.read(Set.copyOf(settled)));
    listing.clocks().forEach(this::know);
    settled.retainAll(listing.names());
    return some || listing.complete() ? Optional.of(electable(listing)) : Optional.empty();
  }

  private void know(String name, ClockRemote clock) {
    settled.add(name);
    clocks.put(name, clock);
    if (clock instanceof ElectionRemote way) {
      ways.put(name, way);
    } else {
      ways.remove(name);
    }
  }

  private Set<String> electable(MemberListing listing) {
    return listing.names().stream().filter(ways::containsKey).collect(Collectors.toSet());
  }

  /** Takes note that a call failed: there may be another object behind the name now. */
  void doubt(String name) {
    settled.remove(name);
  }

  /** Takes note of who calls: another life under a name has another object. */
  void heard(MemberId caller) {
    Long before = incarnations.put(caller.name(), caller.incarnation());
    if (before == null || before != caller.incarnation()) {
      doubt(caller.name());
    }
  }

  /** The way to a peer, empty if it has never been seen. */
  Optional<ElectionRemote> wayTo(String name) {
    return Optional.ofNullable(ways.get(name));
  }

  /** All clocks ever seen and not replaced, those of plain slaves too. */
  Map<String, ClockRemote> clocks() {
    return Map.copyOf(clocks);
  }

  /** All peers ever seen and not replaced. */
  Set<String> names() {
    return Set.copyOf(ways.keySet());
  }
}
