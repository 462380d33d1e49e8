package berkeley.api.environment;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where the nodes of a cluster list themselves and find one another. Each operation ends with
 * exactly one callback.
 */
public interface MemberRegistry {

  /**
   * Lists the other members.
   *
   * @param settled names that need not be looked up, since their addresses are known and answer
   * @param deadlineTicks when to give up, by the node's ticks; what was found until then counts
   * @param then takes what the registries hold, at the deadline at the latest
   */
  void read(Set<String> settled, long deadlineTicks, Consumer<Listing> then);

  /**
   * Enters the node, or sees to it that it is entered still. Never fails: what could not be done is
   * tried the next time.
   *
   * @param then takes whether it is entered
   */
  void enter(Consumer<Boolean> then);

  /**
   * Takes the entry of a process out that is certainly gone, where that is allowed.
   *
   * @param name the entry's
   * @param gone the process; an entry that leads to another one stays
   */
  void takeOut(String name, PeerAddress gone);

  /**
   * Takes the node's own entry back, if it is still its own.
   *
   * @param then runs once it is taken back, or cannot be
   */
  void leave(Runnable then);

  /**
   * What the registries held when they were asked last.
   *
   * @param names all names listed, without the node's own; those of a registry that does not answer
   *     as of its last answer
   * @param addresses the addresses behind the names that were looked up
   * @param isComplete whether every registry has answered and every name that needed it was looked
   *     up
   */
  record Listing(Set<String> names, Map<String, PeerAddress> addresses, boolean isComplete) {

    /** Nothing was learnt. */
    public static final Listing UNKNOWN = new Listing(Set.of(), Map.of(), false);

    /**
     * Copies the collections.
     *
     * @param names copied
     * @param addresses copied
     * @param isComplete whether nothing is missing
     */
    public Listing {
      names = Set.copyOf(names);
      addresses = Map.copyOf(addresses);
    }
  }
}
