package berkeley.transport.registry;

import berkeley.api.wire.ClockRemote;
import java.util.Map;
import java.util.Set;

/**
 * Finds the members of a cluster and their remote clocks: in the registries that were named, or
 * where a {@link MemberDirectory} says. What cannot be read changes nothing: what was listed last
 * still counts. Safe for use by several threads, one at a time.
 */
public interface MemberLookup {

  /**
   * The members as of one reading.
   *
   * @param names all names listed, those of silent registries as of their last answer
   * @param clocks the remote clocks behind the names that were looked up
   * @param complete whether every registry has answered, and every name that needed it was looked
   *     up
   */
  record MemberListing(Set<String> names, Map<String, ClockRemote> clocks, boolean complete) {

    /** Copies the collections. */
    public MemberListing {
      names = Set.copyOf(names);
      clocks = Map.copyOf(clocks);
    }
  }

  /**
   * Creates the lookup that a cluster's address asks for.
   *
   * @param cluster where to look
   * @param ownName the name that is not listed: the caller's own
   */
  static MemberLookup of(ClusterAddress cluster, String ownName) {
    return cluster.directory().isPresent()
        ? new ListedMembers(cluster.directory().get(), cluster, ownName)
        : new RegistryMembers(cluster, ownName);
  }

  /**
   * Lists all members, within the deadline of the calling thread or else 5 s.
   *
   * @param settled names that need no lookup, since their clocks are known and answer
   */
  MemberListing read(Set<String> settled);
}
