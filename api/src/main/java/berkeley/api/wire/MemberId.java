package berkeley.api.wire;

import java.io.Serializable;

/**
 * One incarnation of a node: its name, and a number that differs each time a node starts under it.
 *
 * @param name the node's name, 1 to {@value #MAX_NAME_LENGTH} characters
 * @param incarnation any number; differs between two starts under one name
 */
public record MemberId(String name, long incarnation) implements Serializable {

  /** The maximum length of a name, in characters. */
  public static final int MAX_NAME_LENGTH = 255;

  private static final long serialVersionUID = 1L;

  /**
   * Checks the name; deserialisation passes here too.
   *
   * @param name 1 to {@value #MAX_NAME_LENGTH} characters
   * @param incarnation any
   * @throws IllegalArgumentException if the name is empty or too long
   */
  public MemberId {
    requireName(name);
  }

  /** Checks a name; for the other records of an election. */
  static void requireName(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "name: %d characters, 1 to %d allowed".formatted(name.length(), MAX_NAME_LENGTH));
    }
  }

  /** Checks a term; for the other records of an election. */
  static void requireTerm(String component, long term) {
    if (term < 0) {
      throw new IllegalArgumentException("%s: %d is negative".formatted(component, term));
    }
  }

  @Override
  public String toString() {
    return name + "#" + incarnation;
  }
}
