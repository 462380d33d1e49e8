package berkeley.slave.rmi;

import berkeley.api.ClockRemote;
import berkeley.api.NodeRemote;
import berkeley.master.rmi.Directory;
import berkeley.master.rmi.RemoteCall;
import berkeley.master.rmi.Rendezvous;
import java.rmi.RemoteException;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the nodes in the registries for the newest term, so that a new master can go one beyond it.
 */
public final class TermScout {

  private static final Logger LOG = LoggerFactory.getLogger(TermScout.class);
  private static final long LIMIT_NANOS = 3_000_000_000L;

  private final Directory directory;

  /** A scout in the given registries, for the node of the given name. */
  public TermScout(Rendezvous rendezvous, String ownName) {
    this.directory = Directory.of(rendezvous, ownName);
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
