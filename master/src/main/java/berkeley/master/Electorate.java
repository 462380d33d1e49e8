package berkeley.master;

import java.util.Set;

/**
 * Who counts where a majority is asked for: the electable members, or whoever answers where nobody
 * is elected.
 *
 * @param names the electable members, the master included; empty if nobody is elected
 */
public record Electorate(Set<String> names) {

  /** Whoever answers. */
  public static final Electorate EVERYONE = new Electorate(Set.of());

  /** Copies the names. */
  public Electorate {
    names = Set.copyOf(names);
  }

  /** Returns whether nobody is elected. */
  public boolean isEveryone() {
    return names.isEmpty();
  }

  /** Returns whether a node counts. */
  boolean counts(String name) {
    return isEveryone() || names.contains(name);
  }

  /** Returns how many count besides the master. */
  int others(String master) {
    return names.size() - (names.contains(master) ? 1 : 0);
  }

  /**
   * Returns whether these and the master are a majority.
   *
   * @param told who else
   */
  boolean isMajority(Set<String> told, String master) {
    long counted = told.stream().filter(this::counts).count();
    return isEveryone() || 2 * (counted + 1) > others(master) + 1;
  }
}
