package berkeley.slave.registration;

import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.RegistryResolver;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.UnreachedException;
import java.rmi.AccessException;
import java.rmi.ConnectException;
import java.rmi.NoSuchObjectException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.Registry;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes names from the registries whose processes are gone, so that a cluster that starts again
 * does not count them among its members.
 *
 * <p>Only what is certain: a stub whose host refuses the connection, or whose process knows no such
 * object, for as long as a member may be silent, and only in a registry that lets this process do
 * so. That is one of its own host, where every name was bound by a process of that host, too. A
 * living node that loses its name all the same enters it again by itself. Safe for use by several
 * threads.
 */
public final class StaleEntryReaper {

  private static final Logger LOG = LoggerFactory.getLogger(StaleEntryReaper.class);
  private static final long LIMIT_NANOS = 1_000_000_000L;

  private final ClusterAddress cluster;
  private final RegistryResolver resolver;
  private final long goneNanos;
  private final Map<String, Suspect> suspects = new HashMap<>();

  private record Suspect(Remote stub, long sinceNanos) {}

  /**
   * Creates a reaper that suspects nobody yet.
   *
   * @param cluster where the names are bound
   * @param goneNanos for how long a process must have been gone
   */
  public StaleEntryReaper(ClusterAddress cluster, long goneNanos) {
    this.cluster = cluster;
    this.resolver = new RegistryResolver(cluster.registries());
    this.goneNanos = goneNanos;
  }

  /** Records that a call succeeded. */
  public synchronized void alive(String name) {
    suspects.remove(name);
  }

  /** Records that a call failed. */
  public synchronized void failed(String name, Remote stub, Exception cause) {
    boolean gone = isRefusal(cause) || cause instanceof NoSuchObjectException;
    Suspect known = suspects.get(name);
    if (!gone) {
      suspects.remove(name);
    } else if (known == null || !known.stub.equals(stub)) {
      suspects.put(name, new Suspect(stub, System.nanoTime()));
    }
  }

  /** Returns whether the host refused: a node that is silent or not trusted may be alive. */
  private static boolean isRefusal(Exception cause) {
    return cause instanceof ConnectException refused
        && !(refused.getCause() instanceof UnreachedException);
  }

  /** Removes the names of those that have been gone for long enough. Never fails. */
  public void sweep() {
    due().forEach(this::remove);
  }

  private synchronized Map<String, Remote> due() {
    Map<String, Remote> due = new HashMap<>();
    long now = System.nanoTime();
    suspects.forEach(
        (name, suspect) -> {
          if (now - suspect.sinceNanos >= goneNanos) {
            due.put(name, suspect.stub);
          }
        });
    suspects.keySet().removeAll(due.keySet());
    return due;
  }

  private void remove(String name, Remote stub) {
    String boundName = cluster.boundName(name);
    for (RegistryEndpoint endpoint : resolver.registries()) {
      try {
        RemoteCall.run(
            System.nanoTime() + LIMIT_NANOS,
            RemoteCall.ANYONE,
            () -> remove(endpoint, boundName, stub));
      } catch (AccessException e) {
        LOG.trace("a registry of another host registry={}", endpoint, e);
      } catch (RemoteException e) {
        LOG.debug("could not take out id={} registry={} {}", name, endpoint, LogText.of(e));
      }
    }
  }

  private static void remove(RegistryEndpoint endpoint, String boundName, Remote stub)
      throws RemoteException {
    try {
      Registry registry = endpoint.registry();
      if (registry.lookup(boundName).equals(stub)) {
        registry.unbind(boundName);
        LOG.info("took out the name of a dead process id={} registry={}", boundName, endpoint);
      }
    } catch (NotBoundException e) {
      LOG.trace("taken out already id={}", boundName, e);
    }
  }
}
