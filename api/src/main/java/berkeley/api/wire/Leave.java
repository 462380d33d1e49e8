package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * A node's farewell: this life of it neither votes nor stands again.
 *
 * @param from who leaves
 * @param term the newest term that it knows, so that no vote that it has given is forgotten with it
 */
public record Leave(MemberId from, long term) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Checks the ranges; deserialisation passes here too.
   *
   * @throws IllegalArgumentException if the term is negative
   */
  public Leave {
    Objects.requireNonNull(from, "from");
    MemberId.requireTerm("term", term);
  }
}
