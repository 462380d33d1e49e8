package berkeley.master.rmi;

import berkeley.api.ClockRemote;
import berkeley.api.RegistryAddress;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.UnmarshalException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the registries.
 *
 * <p>A registry that does not answer changes nothing: what it listed last still counts. Each is
 * contacted afresh each time, so one that was restarted is found without anyone's help. Not safe
 * for use by several threads.
 */
public final class Directory {

  private static final Logger LOG = LoggerFactory.getLogger(Directory.class);

  private final Rendezvous rendezvous;
  private final String ownName;
  private final Map<RegistryAddress, Set<String>> listed = new HashMap<>();
  private final Set<RegistryAddress> silent = new HashSet<>();
  private final Set<String> ignored = new HashSet<>();

  /**
   * A directory of some registries.
   *
   * @param rendezvous where to look
   * @param ownName the name that is not listed: the caller's own
   */
  public Directory(Rendezvous rendezvous, String ownName) {
    this.rendezvous = rendezvous;
    this.ownName = ownName;
  }

  /**
   * Asks every registry, within the deadline of the calling thread.
   *
   * @param settled names that need no lookup, since their clocks are known and answer
   */
  public synchronized Listing read(Set<String> settled) {
    Map<String, ClockRemote> clocks = new HashMap<>();
    for (RegistryAddress address : rendezvous.registries()) {
      try {
        read(address, settled, clocks);
        if (silent.remove(address)) {
          LOG.info("registry is back registry={}", address);
        }
      } catch (RemoteException e) {
        if (silent.add(address)) {
          LOG.warn(
              "registry does not answer, going on with the members known registry={} cause={}",
              address,
              OneLine.of(e));
        }
      }
    }
    Set<String> names = new HashSet<>();
    listed.values().forEach(names::addAll);
    ignored.retainAll(names);
    return new Listing(names, clocks, silent.isEmpty());
  }

  private void read(RegistryAddress address, Set<String> settled, Map<String, ClockRemote> clocks)
      throws RemoteException {
    Registry registry = LocateRegistry.getRegistry(address.host(), address.port());
    Set<String> names =
        Arrays.stream(registry.list())
            .flatMap(bound -> rendezvous.idOf(bound).stream())
            .collect(Collectors.toSet());
    names.remove(ownName);
    listed.put(address, names);
    for (String id : names) {
      if (!settled.contains(id)) {
        lookUp(registry, id, clocks);
      }
    }
  }

  private void lookUp(Registry registry, String id, Map<String, ClockRemote> clocks)
      throws RemoteException {
    try {
      Remote bound = registry.lookup(rendezvous.boundName(id));
      if (bound instanceof ClockRemote clock) {
        clocks.put(id, clock);
        ignored.remove(id);
      } else {
        ignore(id, "it is no ClockRemote");
      }
    } catch (NotBoundException e) {
      LOG.debug("left between list and lookup id={}", id, e);
    } catch (UnmarshalException | ClassCastException e) {
      ignore(id, OneLine.of(e));
    }
  }

  private void ignore(String id, String reason) {
    if (ignored.add(id)) {
      LOG.warn("ignored what is bound under a member's name id={} reason={}", id, reason);
    }
  }
}
