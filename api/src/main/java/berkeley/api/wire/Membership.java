package berkeley.api.wire;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The electable members of which a master needs the majority, in one version.
 *
 * <p>Only a master changes the list, one member at a time, and numbers each version: by its term
 * first, then by a number that starts at 0 with its mastership. Term 0 marks a list that no master
 * has confirmed yet, which a node has discovered by itself.
 *
 * @param term the term of the master that announced it, 0 for none
 * @param version its number within that term, 0 or more
 * @param members the names, sorted, each once; at most {@value #MAX_MEMBERS}
 */
public record Membership(long term, long version, List<String> members) implements Serializable {

  /** The maximum number of electable members. */
  public static final int MAX_MEMBERS = 1024;

  private static final long serialVersionUID = 1L;

  /**
   * Sorts and checks; deserialisation passes here too.
   *
   * @param term 0 or more
   * @param version 0 or more
   * @param members at most {@value #MAX_MEMBERS} names, in any order
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

  /**
   * Lists what a node has found by itself: no master has confirmed it.
   *
   * @param names at most {@value #MAX_MEMBERS}
   * @return a list of term 0
   */
  public static Membership discovered(Collection<String> names) {
    return new Membership(0, 0, List.copyOf(names));
  }

  /** {@return whether a master has announced this list} */
  public boolean isConfirmed() {
    return term > 0;
  }

  /**
   * Compares the numbers of two lists, the terms first.
   *
   * @param other a list of the same cluster
   * @return whether this one was announced later
   */
  public boolean isNewerThan(Membership other) {
    return term > other.term || (term == other.term && version > other.version);
  }

  /**
   * Compares the numbers of two lists.
   *
   * @param other a list of the same cluster
   * @return whether both have the same numbers; then their names differ only in term 0
   */
  public boolean isAsNewAs(Membership other) {
    return term == other.term && version == other.version;
  }

  /**
   * Joins the names of two lists.
   *
   * @param other whose names are added
   * @return a list with this list's numbers
   */
  public Membership union(Membership other) {
    TreeSet<String> both = new TreeSet<>(members);
    both.addAll(other.members);
    return both.size() == members.size() ? this : new Membership(term, version, List.copyOf(both));
  }

  /**
   * Carries the names over into a new term.
   *
   * @param newTerm the term of the master that announces it
   * @return the first list of that term
   */
  public Membership confirmedBy(long newTerm) {
    return new Membership(newTerm, 0, members);
  }

  /**
   * Adds a name.
   *
   * @param name who has come
   * @return the next list of the same term
   */
  public Membership with(String name) {
    TreeSet<String> more = new TreeSet<>(members);
    more.add(name);
    return new Membership(term, version + 1, List.copyOf(more));
  }

  /**
   * Removes a name.
   *
   * @param name who has left
   * @return the next list of the same term
   */
  public Membership without(String name) {
    TreeSet<String> fewer = new TreeSet<>(members);
    fewer.remove(name);
    return new Membership(term, version + 1, List.copyOf(fewer));
  }

  /** Leaves the names out, so that no stranger's message makes it expensive. */
  @Override
  public int hashCode() {
    return Objects.hash(term, version, members.size());
  }

  @Override
  public String toString() {
    return members + "@" + term + "." + version;
  }
}
