package berkeley.api.wire;

import java.io.Serializable;

/**
 * One life of one node: its name, and a number that differs between two lives under that name.
 *
 * @param name the node's name, 1 to {@value #MAX_NAME_LENGTH} characters
 * @param incarnation which of its lives; any value
 */
public record MemberId(String name, long incarnation) implements Serializable {

  /** The longest name that is accepted. */
  public static final int MAX_NAME_LENGTH = 255;

  private static final long serialVersionUID = 1L;

  /**
   * Checks the name; deserialisation passes here too.
   *
   * @throws IllegalArgumentException if the name is empty or too long
   */
  public MemberId {
    requireName(name);
  }

  /** Checks a name, for the other values of an election. */
  static void requireName(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "name: %d characters, 1 to %d allowed".formatted(name.length(), MAX_NAME_LENGTH));
    }
  }

  /** Checks a term, for the other values of an election. */
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
