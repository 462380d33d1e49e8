package berkeley.transport.registry;

import berkeley.api.wire.ClockRemote;
import berkeley.transport.call.DeadlineExecutor;
import berkeley.transport.call.DeadlineExecutor.Result;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.RemoteCall;
import java.rmi.RemoteException;
import java.rmi.registry.Registry;
import java.util.Arrays;
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
final class RegistryMembers implements MemberLookup {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryMembers.class);

  private final ClusterAddress rendezvous;
  private final RegistryResolver book;
  private final String ownName;
  private final RegistryLookup shelf;
  private final DeadlineExecutor calls = new DeadlineExecutor("berkeley-registry");
  private final Map<RegistryEndpoint, Set<String>> listed = new HashMap<>();
  private final Set<RegistryEndpoint> silent = new HashSet<>();

  /**
   * A directory of some registries.
   *
   * @param rendezvous where to look
   * @param ownName the name that is not listed: the caller's own
   */
  RegistryMembers(ClusterAddress rendezvous, String ownName) {
    this.rendezvous = rendezvous;
    this.book = new RegistryResolver(rendezvous.registries());
    this.ownName = ownName;
    this.shelf = new RegistryLookup(rendezvous, ownName);
  }

  /** What one registry answered. */
  private record Page(Set<String> names, RegistryLookup.Found found) {}

  /** Asks every registry at once. */
  @Override
  public synchronized MemberListing read(Set<String> settled) {
    long deadline = RegistryLookup.deadline();
    List<RegistryEndpoint> sites = book.sites();
    listed.keySet().retainAll(sites);
    silent.retainAll(sites);
    Map<String, ClockRemote> clocks = new HashMap<>();
    List<Result<Page>> pages =
        calls.ask(
            sites.stream()
                .map(site -> (Callable<Page>) () -> page(site, settled, deadline))
                .toList(),
            deadline);
    boolean whole = true;
    for (int i = 0; i < sites.size(); i++) {
      if (pages.get(i) instanceof Result.Value<Page> page) {
        take(sites.get(i), page.value(), clocks);
        whole &= page.value().found().whole();
      } else if (pages.get(i) instanceof Result.Failure<Page> failed) {
        miss(sites.get(i), failed.cause());
      } else {
        throw new IllegalStateException("unknown result " + pages.get(i));
      }
    }
    Set<String> names = new HashSet<>();
    listed.values().forEach(names::addAll);
    shelf.forgetAllBut(names);
    return new MemberListing(names, clocks, whole && silent.isEmpty());
  }

  private void take(RegistryEndpoint site, Page page, Map<String, ClockRemote> clocks) {
    listed.put(site, page.names());
    clocks.putAll(shelf.take(page.found()));
    if (silent.remove(site)) {
      LOG.info("registry is back node={} registry={}", ownName, site);
    }
  }

  private void miss(RegistryEndpoint site, Throwable cause) {
    if (silent.add(site)) {
      LOG.warn(
          "registry does not answer, going on with the members known node={} registry={} cause={}",
          ownName,
          site,
          LogText.of(cause));
    }
  }

  private Page page(RegistryEndpoint site, Set<String> settled, long deadline)
      throws RemoteException {
    return RemoteCall.get(deadline, () -> page(site.registry(), settled, deadline));
  }

  private Page page(Registry registry, Set<String> settled, long deadline) throws RemoteException {
    Set<String> names =
        Arrays.stream(registry.list())
            .flatMap(bound -> rendezvous.idOf(bound).stream())
            .collect(Collectors.toSet());
    names.remove(ownName);
    Set<String> unsettled = new HashSet<>(names);
    unsettled.removeAll(settled);
    return new Page(names, shelf.search(registry, unsettled, deadline));
  }
}
