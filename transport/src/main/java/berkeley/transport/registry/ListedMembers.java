package berkeley.transport.registry;

import static java.util.Objects.requireNonNull;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.call.DeadlineExecutor;
import berkeley.transport.call.DeadlineExecutor.Result;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members that a {@link MemberDirectory} lists. No registry is asked for its names, and none is
 * called at all for a member that is settled; the others are looked up where the directory says,
 * all registries at once. Safe for use by several threads, one at a time.
 */
final class ListedMembers implements MemberLookup {

  private static final Logger LOG = LoggerFactory.getLogger(ListedMembers.class);

  private final MemberDirectory directory;
  private final String ownName;
  private final RegistryLookup lookup;
  private final DeadlineExecutor calls = new DeadlineExecutor("berkeley-registry");
  private final Set<String> missing = new HashSet<>();

  ListedMembers(MemberDirectory directory, ClusterAddress cluster, String ownName) {
    this.directory = directory;
    this.ownName = ownName;
    this.lookup = new RegistryLookup(cluster, ownName);
  }

  @Override
  public synchronized MemberListing read(Set<String> settled) {
    long deadline = RegistryLookup.deadline();
    MemberDirectory.Listed listed = directory.members();
    Map<String, RegistryAddress> members = new HashMap<>(listed.members());
    members.remove(ownName);
    Map<RegistryAddress, Set<String>> wanted =
        members.entrySet().stream()
            .filter(member -> !settled.contains(member.getKey()))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toCollection(TreeSet::new))));
    Map<String, ClockRemote> clocks = new HashMap<>();
    boolean complete = listed.current();
    List<Set<String>> asked = List.copyOf(wanted.values());
    List<Callable<RegistryLookup.Found>> searches = new ArrayList<>();
    wanted.forEach((at, names) -> searches.add(() -> search(at, names, deadline)));
    List<Result<RegistryLookup.Found>> answers = calls.ask(searches, deadline);
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i) instanceof Result.Value<RegistryLookup.Found> found) {
        clocks.putAll(lookup.take(found.value()));
        complete &= found.value().complete();
      } else {
        complete = false;
      }
      asked
          .get(i)
          .forEach(id -> record(id, requireNonNull(members.get(id)), clocks.containsKey(id)));
    }
    missing.retainAll(members.keySet());
    lookup.retainIgnored(members.keySet());
    return new MemberListing(members.keySet(), clocks, complete);
  }

  private RegistryLookup.Found search(RegistryAddress at, Set<String> names, long deadline)
      throws RemoteException {
    return lookup.search(RegistryEndpoint.of(at).registry(), names, deadline);
  }

  /** Logs once of a member that is listed and not found: it may be listed after it has died. */
  private void record(String id, RegistryAddress at, boolean found) {
    if (found) {
      missing.remove(id);
    } else if (missing.add(id)) {
      LOG.info("listed, but not found there node={} id={} registry={}", ownName, id, at);
    }
  }
}
