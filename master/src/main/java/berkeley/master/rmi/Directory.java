package berkeley.master.rmi;

import berkeley.api.ClockRemote;
import berkeley.master.rmi.Deadlined.Result;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.UnmarshalException;
import java.rmi.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the registries.
 *
 * <p>A registry that does not answer changes nothing: what it listed last still counts. Each is
 * contacted afresh each time, so one that was restarted is found without anyone's help; all at
 * once, so a host that swallows everything does not hide the others. What was looked up when the
 * time was over counts, so a long list is read in parts. Safe for use by several threads, one at a
 * time.
 */
public final class Directory {

  private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
  private static final long LIMIT_NANOS = 5_000_000_000L;

  /** One lookup takes this part of the time at most: the node behind a name may be stopped. */
  private static final int LOOKUPS_AT_LEAST = 4;

  private final Rendezvous rendezvous;
  private final AddressBook book;
  private final String ownName;
  private final Deadlined calls = new Deadlined("berkeley-registry");
  private final Map<RegistrySite, Set<String>> listed = new HashMap<>();
  private final Set<RegistrySite> silent = new HashSet<>();
  private final Set<String> ignored = new HashSet<>();

  /**
   * A directory of some registries.
   *
   * @param rendezvous where to look
   * @param ownName the name that is not listed: the caller's own
   */
  public Directory(Rendezvous rendezvous, String ownName) {
    this.rendezvous = rendezvous;
    this.book = new AddressBook(rendezvous.registries());
    this.ownName = ownName;
  }

  /** What one registry answered. */
  private record Page(
      Set<String> names, Map<String, ClockRemote> clocks, Map<String, String> odd, boolean whole) {}

  /**
   * Asks every registry at once, within the deadline of the calling thread or else 5 s.
   *
   * @param settled names that need no lookup, since their clocks are known and answer
   */
  public synchronized Listing read(Set<String> settled) {
    RemoteCall caller = RemoteCall.currentOrNull();
    long deadline = caller == null ? System.nanoTime() + LIMIT_NANOS : caller.deadlineTicks();
    List<RegistrySite> sites = book.sites();
    listed.keySet().retainAll(sites);
    silent.retainAll(sites);
    Map<String, ClockRemote> clocks = new HashMap<>();
    List<Result<Page>> pages = ask(sites, settled, deadline);
    boolean whole = true;
    for (int i = 0; i < sites.size(); i++) {
      if (pages.get(i) instanceof Result.Value<Page> page) {
        take(sites.get(i), page.value(), clocks);
        whole &= page.value().whole();
      } else if (pages.get(i) instanceof Result.Failure<Page> failed) {
        miss(sites.get(i), failed.cause());
      }
    }
    Set<String> names = new HashSet<>();
    listed.values().forEach(names::addAll);
    ignored.retainAll(names);
    return new Listing(names, clocks, whole && silent.isEmpty());
  }

  /** Interrupted, nobody has answered. */
  private List<Result<Page>> ask(List<RegistrySite> sites, Set<String> settled, long deadline) {
    try {
      return calls.run(
          sites.stream().map(site -> (Callable<Page>) () -> page(site, settled, deadline)).toList(),
          1,
          deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return sites.stream().map(site -> (Result<Page>) new Result.Failure<Page>(e)).toList();
    }
  }

  private void take(RegistrySite site, Page page, Map<String, ClockRemote> clocks) {
    listed.put(site, page.names());
    clocks.putAll(page.clocks());
    ignored.removeAll(page.clocks().keySet());
    page.odd().forEach(this::ignore);
    if (silent.remove(site)) {
      LOG.info("registry is back node={} registry={}", ownName, site);
    }
  }

  private void miss(RegistrySite site, Throwable cause) {
    if (silent.add(site)) {
      LOG.warn(
          "registry does not answer, going on with the members known node={} registry={} cause={}",
          ownName,
          site,
          OneLine.of(cause));
    }
  }

  private Page page(RegistrySite site, Set<String> settled, long deadline) throws RemoteException {
    return RemoteCall.get(deadline, () -> page(site.registry(), settled, deadline));
  }

  /** Its first part, if the registry answers but not for long enough: the rest is for next time. */
  private Page page(Registry registry, Set<String> settled, long deadline) throws RemoteException {
    Set<String> names =
        Arrays.stream(registry.list())
            .flatMap(bound -> rendezvous.idOf(bound).stream())
            .collect(Collectors.toSet());
    names.remove(ownName);
    Map<String, ClockRemote> clocks = new HashMap<>();
    Map<String, String> odd = new HashMap<>();
    List<String> unsettled = new ArrayList<>(names);
    unsettled.removeAll(settled);
    // Each lookup makes RMI call at the node that it finds: many readers must not go there at once.
    Collections.shuffle(unsettled);
    long share = (deadline - System.nanoTime()) / LOOKUPS_AT_LEAST;
    boolean whole = true;
    for (String id : unsettled) {
      long now = System.nanoTime();
      if (deadline - now < share) {
        whole = false;
        break;
      }
      try {
        RemoteCall.run(now + share, () -> lookUp(registry, id, clocks, odd));
      } catch (RemoteException e) {
        LOG.debug("looked up in vain node={} id={} cause={}", ownName, id, OneLine.of(e));
        whole = false;
      }
    }
    return new Page(names, clocks, odd, whole);
  }

  private void lookUp(
      Registry registry, String id, Map<String, ClockRemote> clocks, Map<String, String> odd)
      throws RemoteException {
    try {
      Remote bound = registry.lookup(rendezvous.boundName(id));
      if (bound instanceof ClockRemote clock) {
        clocks.put(id, clock);
      } else {
        odd.put(id, "it is no ClockRemote");
      }
    } catch (NotBoundException e) {
      LOG.debug("left between list and lookup id={}", id, e);
    } catch (UnmarshalException | ClassCastException e) {
      if (e instanceof UnmarshalException lost && isOfConnection(lost)) {
        throw lost;
      }
      odd.put(id, OneLine.of(e));
    }
  }

  /** Whether it was the connection that failed, and not the object. */
  private static boolean isOfConnection(UnmarshalException e) {
    return e.detail instanceof IOException && !(e.detail instanceof ObjectStreamException);
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
}
