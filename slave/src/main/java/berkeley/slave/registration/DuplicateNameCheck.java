package berkeley.slave.registration;

import berkeley.api.wire.ClockRemote;
import berkeley.transport.registry.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.Registry;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for another living node of the same name, here and on other hosts. Where TLS is on, only
 * who proves that it has the name counts as having it.
 *
 * @param id the name
 * @param boundName under which it is entered
 * @param stub our own, which is no namesake
 */
record DuplicateNameCheck(String id, String boundName, Remote stub) {

  private static final Logger LOG = LoggerFactory.getLogger(DuplicateNameCheck.class);
  private static final long CALL_LIMIT_NANOS = 2_000_000_000L;
  private static final long SEARCH_LIMIT_NANOS = 4_000_000_000L;

  /** Where there is one; who does not answer in time is none. */
  Optional<RegistryEndpoint> findIn(List<RegistryEndpoint> sites) {
    long deadline = System.nanoTime() + SEARCH_LIMIT_NANOS;
    return sites.stream().filter(site -> isTaken(site, deadline)).findFirst();
  }

  private boolean isTaken(RegistryEndpoint site, long deadline) {
    try {
      Optional<Remote> other =
          within(deadline, "", () -> bound(site.registry(), boundName))
              .filter(bound -> !bound.equals(stub));
      return other.isPresent()
          && other.get() instanceof ClockRemote clock
          && answers(clock, deadline);
    } catch (RemoteException e) {
      LOG.debug("no namesake node={} registry={}", id, site, e);
      return false;
    }
  }

  private boolean answers(ClockRemote clock, long deadline) {
    try {
      within(deadline, id, clock::getTime);
      return true;
    } catch (RemoteException e) {
      LOG.debug("the namesake is dead node={}", id, e);
      return false;
    }
  }

  private static <T> T within(
      long deadline, String node, RemoteCall.Question<T, RemoteException> question)
      throws RemoteException {
    long limit = System.nanoTime() + CALL_LIMIT_NANOS;
    return RemoteCall.get(limit - deadline < 0 ? limit : deadline, node, question);
  }

  /** What is bound under a name, empty for nothing. */
  static Optional<Remote> bound(Registry registry, String boundName) throws RemoteException {
    try {
      return Optional.of(registry.lookup(boundName));
    } catch (NotBoundException e) {
      LOG.trace("nothing is bound name={}", boundName, e);
      return Optional.empty();
    }
  }
}
