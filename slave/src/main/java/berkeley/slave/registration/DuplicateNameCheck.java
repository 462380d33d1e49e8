package berkeley.slave.registration;

import berkeley.api.wire.ClockRemote;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.Registry;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search for another living node of the same name, here and on other hosts. Where TLS is on,
 * only a node that proves its name counts.
 *
 * @param id the name
 * @param boundName the name under which it is bound
 * @param stub this node's own, which is no duplicate
 */
record DuplicateNameCheck(String id, String boundName, Remote stub) {

  private static final Logger LOG = LoggerFactory.getLogger(DuplicateNameCheck.class);
  private static final long CALL_LIMIT_NANOS = 2_000_000_000L;
  private static final long SEARCH_LIMIT_NANOS = 4_000_000_000L;

  /** Returns where there is one; a node that does not answer in time does not count. */
  Optional<RegistryEndpoint> findIn(List<RegistryEndpoint> registries) {
    long deadline = HostTicks.now() + SEARCH_LIMIT_NANOS;
    return registries.stream().filter(registry -> isTaken(registry, deadline)).findFirst();
  }

  private boolean isTaken(RegistryEndpoint registry, long deadline) {
    try {
      Optional<Remote> other =
          within(deadline, RemoteCall.ANYONE, () -> bound(registry.registry(), boundName))
              .filter(bound -> !bound.equals(stub));
      return other.isPresent()
          && other.get() instanceof ClockRemote clock
          && answers(clock, deadline);
    } catch (RemoteException e) {
      LOG.debug("no namesake node={} registry={}", id, registry, e);
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
    long limit = HostTicks.now() + CALL_LIMIT_NANOS;
    return RemoteCall.get(limit - deadline < 0 ? limit : deadline, node, question);
  }

  /** Returns what is bound under a name, empty for nothing. */
  static Optional<Remote> bound(Registry registry, String boundName) throws RemoteException {
    try {
      return Optional.of(registry.lookup(boundName));
    } catch (NotBoundException e) {
      LOG.trace("nothing is bound name={}", boundName, e);
      return Optional.empty();
    }
  }
}
