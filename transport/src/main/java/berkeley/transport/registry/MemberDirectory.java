package berkeley.transport.registry;

import berkeley.api.RegistryAddress;
import java.util.List;
import java.util.Map;

/**
 * A list of a cluster's members that is kept apart from them, by a coordination service for
 * instance: which member's stub is bound in which registry.
 *
 * <p>What it says is believed as far as a name in a registry is: the stub is looked up at the
 * address given, through the same filters, and under TLS whoever answers there must prove the
 * member's name. Nothing else comes out of the list.
 *
 * <p>Whoever implements it: nothing here throws for want of the service, and {@link #members()}
 * answers from memory at once. Safe for use by several threads.
 */
public interface MemberDirectory {

  /**
   * The list.
   *
   * @param members names, without a cluster's, and the registry that has each
   * @param current whether the service vouches for it now; else this is its last word, or nothing
   */
  record Listed(Map<String, RegistryAddress> members, boolean current) {

    /** Copies the map. */
    public Listed {
      members = Map.copyOf(members);
    }
  }

  /** The members, at once. */
  Listed members();

  /**
   * Enters a member, or sees to it that it is entered still. Called again and again, about twice a
   * second; may wait for the service for a second or so.
   *
   * @param id the member's name
   * @param at the registry that has its stub, as others reach it
   * @return whether the entry is there
   */
  boolean enter(String id, RegistryAddress at);

  /** Takes a member's entry back, if the service lets it. */
  void leave(String id);

  /**
   * Where the service is dialled: tells a host with several addresses which of them leads there.
   */
  List<RegistryAddress> servers();
}
