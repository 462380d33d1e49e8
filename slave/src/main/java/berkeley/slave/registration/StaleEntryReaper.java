package berkeley.slave.registration;

import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.RegistryEndpoint;
import berkeley.transport.registry.RegistryResolver;
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
 * Takes names out of the registries whose processes are gone, so that a cluster that starts anew
 * does not count its dead among its members.
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

  private final ClusterAddress rendezvous;
  private final RegistryResolver book;
  private final long patienceNanos;
  private final Map<String, Suspect> suspects = new HashMap<>();

  private record Suspect(Remote stub, long sinceNanos) {}

  /**
   * Nobody is suspected yet.
   *
   * @param patienceNanos for how long a process must have been gone
   */
  public StaleEntryReaper(ClusterAddress rendezvous, long patienceNanos) {
    this.rendezvous = rendezvous;
    this.book = new RegistryResolver(rendezvous.registries());
    this.patienceNanos = patienceNanos;
  }

  /** Takes note that a call succeeded. */
  public synchronized void alive(String name) {
    suspects.remove(name);
  }

  /** Takes note that a call failed. */
  public synchronized void failed(String name, Remote stub, Exception cause) {
    boolean gone = isRefusal(cause) || cause instanceof NoSuchObjectException;
    Suspect known = suspects.get(name);
    if (!gone) {
      suspects.remove(name);
    } else if (known == null || !known.stub.equals(stub)) {
      suspects.put(name, new Suspect(stub, System.nanoTime()));
    }
  }

  /** Who does not answer, or shows no certificate that we trust, may be alive. */
  private static boolean isRefusal(Exception cause) {
    return cause instanceof ConnectException refused
        && !(refused.getCause() instanceof UnreachedException);
  }

  /** Takes out those that have been gone for long enough. Never fails. */
  public void sweep() {
    due().forEach(this::takeOut);
  }

  private synchronized Map<String, Remote> due() {
    Map<String, Remote> due = new HashMap<>();
    long now = System.nanoTime();
    suspects.forEach(
        (name, suspect) -> {
          if (now - suspect.sinceNanos >= patienceNanos) {
            due.put(name, suspect.stub);
          }
        });
    suspects.keySet().removeAll(due.keySet());
    return due;
  }

  private void takeOut(String name, Remote stub) {
    String boundName = rendezvous.boundName(name);
    for (RegistryEndpoint site : book.sites()) {
      try {
        RemoteCall.run(System.nanoTime() + LIMIT_NANOS, () -> takeOut(site, boundName, stub));
      } catch (AccessException e) {
        LOG.trace("a registry of another host registry={}", site, e);
      } catch (RemoteException e) {
        LOG.debug("could not take out id={} registry={} {}", name, site, LogText.of(e));
      }
    }
  }

  private static void takeOut(RegistryEndpoint site, String boundName, Remote stub)
      throws RemoteException {
    try {
      Registry registry = site.registry();
      if (registry.lookup(boundName).equals(stub)) {
        registry.unbind(boundName);
        LOG.info("took out the name of a dead process id={} registry={}", boundName, site);
      }
    } catch (NotBoundException e) {
      LOG.trace("taken out already id={}", boundName, e);
    }
  }
}
