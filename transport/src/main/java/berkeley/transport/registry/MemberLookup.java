package berkeley.transport.registry;

import java.util.Set;

/**
 * Finds the members of a cluster and their remote clocks: in the registries that were named, or
 * wherever {@link MemberDirectory} say. What cannot be read changes nothing: what was listed last
 * still counts. Safe for use by several threads, one at a time.
 */
public interface MemberLookup {

  /**
   * The one for a rendezvous.
   *
   * @param rendezvous where to look
   * @param ownName the name that is not listed: the caller's own
   */
  static MemberLookup of(ClusterAddress rendezvous, String ownName) {
    return rendezvous.whereabouts().isPresent()
        ? new ListedMembers(rendezvous.whereabouts().get(), rendezvous, ownName)
        : new RegistryMembers(rendezvous, ownName);
  }

  /**
   * Lists everyone, within the deadline of the calling thread or else 5 s.
   *
   * @param settled names that need no lookup, since their clocks are known and answer
   */
  MemberListing read(Set<String> settled);
}
