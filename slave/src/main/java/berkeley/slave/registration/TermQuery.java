package berkeley.slave.registration;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberLookup;
import berkeley.transport.socket.RemoteCall;
import java.rmi.RemoteException;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the nodes in the registries for the newest term, so that a new master can go one beyond it.
 */
public final class TermQuery {

  private static final Logger LOG = LoggerFactory.getLogger(TermQuery.class);
  private static final long LIMIT_NANOS = 3_000_000_000L;

  private final MemberLookup directory;

  /** A scout in the given registries, for the node of the given name. */
  public TermQuery(ClusterAddress rendezvous, String ownName) {
    this.directory = MemberLookup.of(rendezvous, ownName);
  }

  /** The newest term that any node within reach has seen, 0 if there is none. */
  public long newestTerm() {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    Map<String, ClockRemote> clocks =
        RemoteCall.get(deadline, () -> directory.read(Set.of())).clocks();
    return clocks.entrySet().stream()
        .mapToLong(entry -> termOf(entry.getKey(), entry.getValue(), deadline))
        .max()
        .orElse(0);
  }

  private static long termOf(String name, ClockRemote clock, long deadline) {
    try {
      return clock instanceof NodeRemote node
          ? RemoteCall.get(deadline, name, node::status).term()
          : 0;
    } catch (RemoteException e) {
      LOG.debug("a node did not tell its term", e);
      return 0;
    }
  }
}
