package berkeley.slave.rmi;

import berkeley.api.ClockRemote;
import berkeley.api.RegistryAddress;
import berkeley.master.rmi.OneLine;
import berkeley.master.rmi.RemoteCall;
import berkeley.master.rmi.Rendezvous;
import java.rmi.AccessException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node entered in its registries.
 *
 * <p>A registry may not be there yet, may be restarted and be empty then, and tells nobody: so the
 * entry is looked at again and again, and made again when it is gone. RMI lets only processes of
 * the same host bind, so of several registries those of other hosts refuse, and that is no fault.
 * Safe for use by several threads.
 */
public final class Registration implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
  private static final long CALL_LIMIT_NANOS = 2_000_000_000L;

  private final String id;
  private final Remote stub;
  private final Rendezvous rendezvous;
  private final String boundName;
  private final Set<RegistryAddress> waitedFor = ConcurrentHashMap.newKeySet();
  private final Set<RegistryAddress> entered = ConcurrentHashMap.newKeySet();
  private final Set<RegistryAddress> remote = ConcurrentHashMap.newKeySet();
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile boolean closed;

  /**
   * A registration that has not begun yet; {@link #refresh} does the work.
   *
   * @param id the name to enter
   * @param stub what to enter under it
   * @param rendezvous where
   */
  public Registration(String id, Remote stub, Rendezvous rendezvous) {
    this.id = id;
    this.stub = stub;
    this.rendezvous = rendezvous;
    this.boundName = rendezvous.boundName(id);
  }

  /**
   * Looks for a living node of the same name.
   *
   * @return where it is registered, empty if there is none
   */
  public Optional<RegistryAddress> livingNamesake() {
    return rendezvous.registries().stream().filter(this::isTaken).findFirst();
  }

  private boolean isTaken(RegistryAddress address) {
    try {
      return RemoteCall.get(
          limit(),
          () -> {
            Optional<Remote> other = bound(registry(address)).filter(b -> !b.equals(stub));
            return other.isPresent() && other.get() instanceof ClockRemote clock && answers(clock);
          });
    } catch (RemoteException e) {
      LOG.debug("no namesake node={} registry={}", id, address, e);
      return false;
    }
  }

  private static boolean answers(ClockRemote clock) {
    try {
      clock.getTime();
      return true;
    } catch (RemoteException e) {
      LOG.debug("the namesake is dead", e);
      return false;
    }
  }

  /**
   * Makes the entries that are missing. Never fails: what could not be done is tried the next time.
   */
  public synchronized void refresh() {
    for (RegistryAddress address : rendezvous.registries()) {
      if (closed || remote.contains(address)) {
        continue;
      }
      try {
        RemoteCall.run(limit(), () -> enter(address));
        if (waitedFor.remove(address)) {
          LOG.info("registry found node={} registry={}", id, address);
        }
      } catch (AccessException e) {
        remote.add(address);
        LOG.info("registry of another host, entered elsewhere node={} registry={}", id, address);
      } catch (RemoteException e) {
        entered.remove(address);
        if (waitedFor.add(address)) {
          LOG.warn(
              "no registry, will go on trying node={} registry={} cause={}",
              id,
              address,
              OneLine.of(e));
        }
      }
    }
  }

  private void enter(RegistryAddress address) throws RemoteException {
    Registry registry = registry(address);
    if (isOurs(registry)) {
      // Also if it was silent for a while and is taken to have lost the entry.
      entered.add(address);
      return;
    }
    registry.rebind(boundName, stub);
    first.countDown();
    if (entered.add(address)) {
      LOG.info("registered node={} registry={}", id, address);
    } else {
      LOG.warn("registered again, the registry had lost it node={} registry={}", id, address);
    }
  }

  private boolean isOurs(Registry registry) throws RemoteException {
    return bound(registry).filter(stub::equals).isPresent();
  }

  private Optional<Remote> bound(Registry registry) throws RemoteException {
    try {
      return Optional.of(registry.lookup(boundName));
    } catch (NotBoundException e) {
      LOG.trace("nothing is bound node={}", id, e);
      return Optional.empty();
    }
  }

  /**
   * Waits for the first entry.
   *
   * @return whether there is one
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean awaitFirst(Duration timeout) throws InterruptedException {
    return first.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
  }

  /** Takes the entries back, those that are still ours. */
  @Override
  public synchronized void close() {
    closed = true;
    for (RegistryAddress address : entered) {
      try {
        RemoteCall.run(limit(), () -> leave(registry(address)));
      } catch (RemoteException e) {
        LOG.debug("could not be taken back node={} registry={}", id, address, e);
      }
    }
  }

  private void leave(Registry registry) throws RemoteException {
    try {
      if (isOurs(registry)) {
        registry.unbind(boundName);
      }
    } catch (NotBoundException e) {
      LOG.debug("gone between lookup and unbind node={}", id, e);
    }
  }

  private static Registry registry(RegistryAddress address) throws RemoteException {
    return LocateRegistry.getRegistry(address.host(), address.port());
  }

  private static long limit() {
    return System.nanoTime() + CALL_LIMIT_NANOS;
  }
}
