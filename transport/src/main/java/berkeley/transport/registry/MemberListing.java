package berkeley.transport.registry;

import berkeley.api.wire.ClockRemote;
import java.util.Map;
import java.util.Set;

/**
 * What the registries held when they were asked last.
 *
 * @param names all names listed, those of silent registries as of their last answer
 * @param clocks the remote clocks behind the names that were looked up
 * @param complete whether every registry has answered, and every name that needed it was looked up
 */
public record MemberListing(Set<String> names, Map<String, ClockRemote> clocks, boolean complete) {

  /** Copies the collections. */
  public MemberListing {
    names = Set.copyOf(names);
    clocks = Map.copyOf(clocks);
  }
}
