package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * A master's heartbeat to an electable node, which also announces the members.
 *
 * @param from the master
 * @param term the term of its mastership, 1 or more
 * @param sentNanos the master's own ticks when it sent this; meaningless elsewhere, and returned in
 *     the reply
 * @param membership the members of which the master needs a majority
 * @param phase the phase of cluster time that is in force, as in {@link Statement}
 */
public record Heartbeat(MemberId from, long term, long sentNanos, Membership membership, long phase)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Checks the ranges; deserialisation passes here too.
   *
   * @param from the master
   * @param term 1 or more
   * @param sentNanos any
   * @param membership those of whom it needs a majority
   * @param phase any; 0 for none
   * @throws IllegalArgumentException if the term is not positive
   */
  public Heartbeat {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(membership, "membership");
    if (term < 1) {
      throw new IllegalArgumentException("term: %d is not positive".formatted(term));
    }
  }
}
