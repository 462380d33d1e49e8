package berkeley.transport.registry;

import berkeley.api.RegistryAddress;
import java.util.List;
import java.util.Map;

/**
 * A list of a cluster's members that is kept apart from them, by a coordination service for
 * instance: which member's stub is bound in which registry.
 *
 * <p>It is trusted as far as a name in a registry is: the stub is looked up at the address given,
 * through the same filters, and under TLS whoever answers there must prove the member's name.
 * Nothing else is taken from the list.
 *
 * <p>Implementations do not throw because the service is not there, and {@link #members()} answers
 * from memory at once. Safe for use by several threads.
 */
public interface MemberDirectory {

  /**
   * The list.
   *
   * @param members names, without a cluster's, and the registry that has each
   * @param current whether the service confirms it now; else it is the last one known, or empty
   */
  record Listed(Map<String, RegistryAddress> members, boolean current) {

    /** Copies the map. */
    public Listed {
      members = Map.copyOf(members);
    }
  }

  /** Returns the members, at once. */
  Listed members();

  /**
   * Enters a member, or makes sure that it is still entered. Called repeatedly, about twice a
   * second; may wait for the service for a second or so.
   *
   * @param id the member's name
   * @param at the registry that has its stub, as others reach it
   * @return whether the entry is there
   */
  boolean enter(String id, RegistryAddress at);

  /** Removes a member's entry, if the service can be reached. */
  void leave(String id);

  /**
   * Returns the addresses of the service: a host with several addresses advertises the one from
   * which they are reached.
   */
  List<RegistryAddress> servers();
}
