package berkeley.transport.registry;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.call.DeadlineExecutor;
import berkeley.transport.call.DeadlineExecutor.Result;
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
 * Follows a list of members that is kept elsewhere. No registry is asked for its names, and none is
 * called at all for a member that is settled; the others are looked up where the list says, all
 * registries at once. Safe for use by several threads, one at a time.
 */
final class ListedMembers implements MemberLookup {

  private static final Logger LOG = LoggerFactory.getLogger(ListedMembers.class);

  private final MemberDirectory whereabouts;
  private final String ownName;
  private final RegistryLookup shelf;
  private final DeadlineExecutor calls = new DeadlineExecutor("berkeley-registry");
  private final Set<String> lost = new HashSet<>();

  ListedMembers(MemberDirectory whereabouts, ClusterAddress rendezvous, String ownName) {
    this.whereabouts = whereabouts;
    this.ownName = ownName;
    this.shelf = new RegistryLookup(rendezvous, ownName);
  }

  @Override
  public synchronized MemberListing read(Set<String> settled) {
    long deadline = RegistryLookup.deadline();
    MemberDirectory.Listed listed = whereabouts.members();
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
    boolean whole = listed.current();
    List<Set<String>> asked = List.copyOf(wanted.values());
    List<Callable<RegistryLookup.Found>> searches = new ArrayList<>();
    wanted.forEach((at, names) -> searches.add(() -> search(at, names, deadline)));
    List<Result<RegistryLookup.Found>> answers = calls.ask(searches, deadline);
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i) instanceof Result.Value<RegistryLookup.Found> found) {
        clocks.putAll(shelf.take(found.value()));
        whole &= found.value().whole();
      } else {
        whole = false;
      }
      asked.get(i).forEach(id -> note(id, members.get(id), clocks.containsKey(id)));
    }
    lost.retainAll(members.keySet());
    shelf.forgetAllBut(members.keySet());
    return new MemberListing(members.keySet(), clocks, whole);
  }

  private RegistryLookup.Found search(RegistryAddress at, Set<String> names, long deadline)
      throws RemoteException {
    return shelf.search(RegistryEndpoint.of(at).registry(), names, deadline);
  }

  /** A member may be listed for a while after it has died: that is worth a line, and only one. */
  private void note(String id, RegistryAddress at, boolean found) {
    if (found) {
      lost.remove(id);
    } else if (lost.add(id)) {
      LOG.info("listed, but not found there node={} id={} registry={}", ownName, id, at);
    }
  }
}
