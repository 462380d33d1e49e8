package berkeley.master;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a master turns the offsets that it measured into the one offset that all clocks move to.
 *
 * <p>An agreement is a pure function of the votes. Every implementation in this package promises:
 *
 * <ul>
 *   <li>the order of the votes does not matter to the offset, to its bound or to who is rejected;
 *   <li>if all offsets are shifted by the same amount, so is the outcome, as long as no value runs
 *       into the ends of {@code long};
 *   <li>the outcome lies between the lowest and the highest edge of the intervals offset ± bound;
 *       no arithmetic overflows, whatever a clock claims, for at least 100,000 votes;
 *   <li>it takes at most the time to sort the votes.
 * </ul>
 *
 * <p>Whether the master's own clock votes is for the caller to decide: it is one more vote, with
 * offset 0 and bound 0.
 *
 * <p>Implementations are immutable and safe for use by any number of threads.
 */
public interface Agreement {

  /** Returns the name by which users choose it, as {@link Agreements#byName(String)} takes it. */
  String name();

  /**
   * Returns whether its outcome moves cluster time in every round. Otherwise it is asked where
   * cluster time begins, and later only who is wrong.
   */
  default boolean movesClusterTime() {
    return true;
  }

  /**
   * Computes the outcome of a vote.
   *
   * @param votes one for each clock, with distinct names; not modified
   * @return the outcome; empty if there are no votes, or if the clocks differ so much that this
   *     strategy sees no agreement among them
   */
  Optional<Verdict> agree(List<Vote> votes);

  /**
   * The outcome of a vote.
   *
   * @param offsetNanos the offset that all clocks move to, against the master's clock, with the
   *     sign defined in {@link berkeley.api}
   * @param errorBoundNanos how far that value may be from the one that an error-free measurement of
   *     the counted clocks would have given, 0 or more
   * @param rejected the clocks that lost their vote, in the order of the votes, each with a reason
   *     of one line that carries the number found and the number wanted; unmodifiable
   */
  record Verdict(long offsetNanos, long errorBoundNanos, Map<String, String> rejected) {

    /**
     * Checks the bound and copies the map, so that the verdict never changes.
     *
     * @throws IllegalArgumentException if the bound is negative
     */
    public Verdict {
      if (errorBoundNanos < 0) {
        throw new IllegalArgumentException(
            "verdict: the error bound is %d ns, it must be 0 or more".formatted(errorBoundNanos));
      }
      // Map.copyOf would lose the order.
      rejected = Collections.unmodifiableMap(new LinkedHashMap<>(rejected));
    }
  }
}
