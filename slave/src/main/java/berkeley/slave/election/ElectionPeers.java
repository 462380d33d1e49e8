package berkeley.slave.election;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.ElectionRemote;
import berkeley.api.wire.MemberId;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberLookup;
import berkeley.transport.registry.MemberLookup.MemberListing;
import berkeley.transport.socket.RemoteCall;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The electable nodes that the registries list, and the remote object of each of them.
 *
 * <p>A peer that is listed no more is kept until it is replaced: a registry may be new and empty.
 * Safe for use by several threads.
 */
final class ElectionPeers {

  private static final long LIMIT_NANOS = 1_000_000_000L;

  private final MemberLookup lookup;
  private final GracePeriod gracePeriod;
  private final Map<String, ElectionRemote> remotes = new ConcurrentHashMap<>();
  private final Map<String, ClockRemote> clocks = new ConcurrentHashMap<>();

  /** Names that need not be looked up again: with n nodes that would be n squared calls a time. */
  private final Set<String> settled = ConcurrentHashMap.newKeySet();

  private final Map<String, Long> incarnations = new ConcurrentHashMap<>();

  /**
   * Creates peers of which nothing is known.
   *
   * @param gracePeriodNanos how long after the first complete list lists are believed
   */
  ElectionPeers(ClusterAddress cluster, String ownName, long gracePeriodNanos) {
    this.lookup = MemberLookup.of(cluster, ownName);
    this.gracePeriod = new GracePeriod(gracePeriodNanos);
  }

  /**
   * Reads the registries again.
   *
   * @param some whether those that have answered are enough
   * @return the names of the electable nodes; empty unless every registry has answered, or some are
   *     enough, and within the grace period
   */
  Optional<Set<String>> refresh(boolean some) {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    MemberListing listing =
        RemoteCall.get(deadline, RemoteCall.ANYONE, () -> lookup.read(Set.copyOf(settled)));
    listing.clocks().forEach(this::add);
    settled.retainAll(listing.names());
    Optional<Set<String>> names =
        some || listing.complete() ? Optional.of(electable(listing)) : Optional.empty();
    return gracePeriod.believe(names, System.nanoTime());
  }

  private void add(String name, ClockRemote clock) {
    settled.add(name);
    clocks.put(name, clock);
    if (clock instanceof ElectionRemote remote) {
      remotes.put(name, remote);
    } else {
      remotes.remove(name);
    }
  }

  private Set<String> electable(MemberListing listing) {
    return listing.names().stream().filter(remotes::containsKey).collect(Collectors.toSet());
  }

  /** Records that a call failed: there may be another object behind the name now. */
  void doubt(String name) {
    settled.remove(name);
  }

  /** Records who calls: another life under a name has another object. */
  void heard(MemberId caller) {
    Long before = incarnations.put(caller.name(), caller.incarnation());
    if (before == null || before != caller.incarnation()) {
      doubt(caller.name());
    }
  }

  /** Returns the remote object of a peer, empty if it has never been seen. */
  Optional<ElectionRemote> remote(String name) {
    return Optional.ofNullable(remotes.get(name));
  }

  /** Returns all clocks ever seen and not replaced, those of plain slaves too. */
  Map<String, ClockRemote> clocks() {
    return Map.copyOf(clocks);
  }

  /** Returns all peers ever seen and not replaced. */
  Set<String> names() {
    return Set.copyOf(remotes.keySet());
  }

  /**
   * The time during which what registries list is not believed yet.
   *
   * <p><b>Problem.</b> A registry that was restarted is empty, and tells nobody. A node that starts
   * just then finds only itself, or other newcomers, and would found a second cluster beside the
   * one whose members have yet to enter themselves again. <b>Idea.</b> Believe no list before all
   * registries have answered for longer than members take to notice that they are missing.
   * <b>Limit.</b> A member that is slower than that is found later, and the second cluster then
   * follows the first; a fixed quorum rules it out.
   *
   * <p>For one thread.
   */
  static final class GracePeriod {

    private final long nanos;
    private Optional<Long> believedFromTicks = Optional.empty();

    GracePeriod(long nanos) {
      this.nanos = nanos;
    }

    /**
     * Returns a list if it is believed.
     *
     * @param names who is listed, empty unless every registry has answered
     * @param nowTicks the ticks now
     */
    Optional<Set<String>> believe(Optional<Set<String>> names, long nowTicks) {
      if (believedFromTicks.isEmpty() && names.isPresent()) {
        believedFromTicks = Optional.of(nowTicks + nanos);
      }
      return names.filter(listed -> nowTicks - believedFromTicks.get() >= 0);
    }
  }
}
