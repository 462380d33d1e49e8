package berkeley.transport.registry;

import berkeley.api.wire.ClockRemote;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.UnmarshalException;
import java.rmi.registry.Registry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks names up in a registry, one after the other, and logs once of each that has no clock behind
 * it. {@link #search} is safe for several threads; the rest is for one at a time.
 */
final class RegistryLookup {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryLookup.class);
  private static final long LIMIT_NANOS = 5_000_000_000L;

  /** One lookup takes this part of the time at most: the node behind a name may be stopped. */
  private static final int LOOKUPS_AT_LEAST = 4;

  private final ClusterAddress cluster;
  private final String ownName;
  private final Set<String> ignored = new HashSet<>();

  RegistryLookup(ClusterAddress cluster, String ownName) {
    this.cluster = cluster;
    this.ownName = ownName;
  }

  /**
   * The result of looking names up in one registry.
   *
   * @param clocks by name
   * @param unusable names behind which there is something else, and what
   * @param complete whether every name was looked up
   */
  record Found(Map<String, ClockRemote> clocks, Map<String, String> unusable, boolean complete) {}

  /** Returns the deadline of the calling thread, or else one that is near, in ticks. */
  static long deadline() {
    RemoteCall caller = RemoteCall.currentOrNull();
    return caller == null ? HostTicks.now() + LIMIT_NANOS : caller.deadlineTicks();
  }

  /** Looks names up until the deadline is near; what is left is for the next time. */
  Found search(Registry registry, Collection<String> names, long deadline) {
    Map<String, ClockRemote> clocks = new HashMap<>();
    Map<String, String> unusable = new HashMap<>();
    List<String> shuffled = new ArrayList<>(names);
    // Of a list that is too long for the time, each reader and each time looks at another part.
    Collections.shuffle(shuffled);
    long share = (deadline - HostTicks.now()) / LOOKUPS_AT_LEAST;
    boolean complete = true;
    for (String id : shuffled) {
      long now = HostTicks.now();
      if (deadline - now < share) {
        complete = false;
        break;
      }
      try {
        RemoteCall.run(
            now + share, RemoteCall.ANYONE, () -> lookUp(registry, id, clocks, unusable));
      } catch (RemoteException e) {
        LOG.debug("looked up in vain node={} id={} cause={}", ownName, id, LogText.of(e));
        complete = false;
      }
    }
    return new Found(clocks, unusable, complete);
  }

  private void lookUp(
      Registry registry, String id, Map<String, ClockRemote> clocks, Map<String, String> unusable)
      throws RemoteException {
    try {
      Remote bound = registry.lookup(cluster.boundName(id));
      if (bound instanceof ClockRemote clock) {
        clocks.put(id, clock);
      } else {
        unusable.put(id, "it is no ClockRemote");
      }
    } catch (NotBoundException e) {
      LOG.debug("left between list and lookup id={}", id, e);
    } catch (UnmarshalException | ClassCastException e) {
      if (e instanceof UnmarshalException lost && isOfConnection(lost)) {
        throw lost;
      }
      unusable.put(id, LogText.of(e));
    }
  }

  /** Returns whether the connection failed, and not the object. */
  private static boolean isOfConnection(UnmarshalException e) {
    return e.detail instanceof IOException && !(e.detail instanceof ObjectStreamException);
  }

  /** Logs what is unusable, once for each name, and returns the clocks. */
  Map<String, ClockRemote> take(Found found) {
    ignored.removeAll(found.clocks().keySet());
    found.unusable().forEach(this::ignore);
    return found.clocks();
  }

  private void ignore(String id, String reason) {
    if (ignored.add(id)) {
      LOG.warn(
          "ignored what is bound under a member's name node={} id={} cause={}",
          ownName,
          id,
          reason);
    }
  }

  /** Forgets the names that are listed no more, so that one that comes back is logged again. */
  void retainIgnored(Set<String> names) {
    ignored.retainAll(names);
  }
}
