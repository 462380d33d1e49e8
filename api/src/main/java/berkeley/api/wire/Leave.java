package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * A node's notice that it leaves: this incarnation of it neither votes nor stands again.
 *
 * @param from the node that leaves
 * @param term the newest term that it knows, so that a vote that it has given is not forgotten
 */
public record Leave(MemberId from, long term) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Checks the ranges; deserialisation passes here too.
   *
   * @param from the node that leaves
   * @param term 0 or more
   * @throws IllegalArgumentException if the term is negative
   */
  public Leave {
    Objects.requireNonNull(from, "from");
    MemberId.requireTerm("term", term);
  }
}
