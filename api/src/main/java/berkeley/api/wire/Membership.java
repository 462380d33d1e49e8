package berkeley.api.wire;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The electable members of which a master needs the majority, as of one moment.
 *
 * <p>Only a master changes the list, one member at a time, and numbers each state of it: by its
 * term first, then by a version that starts at 0 with its mastership. Term 0 marks a list that no
 * master has confirmed yet: what a node has discovered by itself.
 *
 * @param term the mastership that announced it, 0 for none
 * @param version its number within that mastership, 0 or more
 * @param members the names, in order, each once; at most {@value #MAX_MEMBERS}
 */
public record Membership(long term, long version, List<String> members) implements Serializable {

  /** The largest number of electable members. */
  public static final int MAX_MEMBERS = 1024;

  private static final long serialVersionUID = 1L;

  /**
   * Sorts and checks; deserialisation passes here too.
   *
   * @throws IllegalArgumentException if a component is out of its range
   */
  public Membership {
    MemberId.requireTerm("term", term);
    MemberId.requireTerm("version", version);
    if (members.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "members: %d, at most %d allowed".formatted(members.size(), MAX_MEMBERS));
    }
    members.forEach(MemberId::requireName);
    members = List.copyOf(new TreeSet<>(members));
  }

  /** A list that no master has confirmed. */
  public static Membership discovered(Collection<String> names) {
    return new Membership(0, 0, List.copyOf(names));
  }

  /** Whether a master has announced this list. */
  public boolean isConfirmed() {
    return term > 0;
  }

  /** Whether this list was announced after the other one. */
  public boolean isNewerThan(Membership other) {
    return term > other.term || (term == other.term && version > other.version);
  }

  /** Whether both carry the same numbers; their names differ only while no master has spoken. */
  public boolean isAsNewAs(Membership other) {
    return term == other.term && version == other.version;
  }

  /** The same numbers with the names of both. */
  public Membership union(Membership other) {
    TreeSet<String> both = new TreeSet<>(members);
    both.addAll(other.members);
    return both.size() == members.size() ? this : new Membership(term, version, List.copyOf(both));
  }

  /** The same names, as the first list of a new mastership. */
  public Membership confirmedBy(long newTerm) {
    return new Membership(newTerm, 0, members);
  }

  /** The next list of the same mastership, with one name more. */
  public Membership with(String name) {
    TreeSet<String> more = new TreeSet<>(members);
    more.add(name);
    return new Membership(term, version + 1, List.copyOf(more));
  }

  /** The next list of the same mastership, with one name less. */
  public Membership without(String name) {
    TreeSet<String> fewer = new TreeSet<>(members);
    fewer.remove(name);
    return new Membership(term, version + 1, List.copyOf(fewer));
  }

  @Override
  public String toString() {
    return members + "@" + term + "." + version;
  }
}
