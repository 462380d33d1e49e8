package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * A master's request to the successor that it has chosen to stand for election at once.
 *
 * <p>The master has stepped down before it sends this.
 *
 * @param from the former master
 * @param term the term of the mastership that it has given up, 1 or more
 */
public record Handover(MemberId from, long term) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Checks the ranges; deserialisation passes here too.
   *
   * @throws IllegalArgumentException if the term is not positive
   */
  public Handover {
    Objects.requireNonNull(from, "from");
    if (term < 1) {
      throw new IllegalArgumentException("term: %d is not positive".formatted(term));
    }
  }
}
