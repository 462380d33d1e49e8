package berkeley.master;

import java.util.List;
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

  /** The name by which users choose it, as {@link Agreements#byName(String)} takes it. */
  String name();

  /**
   * Holds the vote.
   *
   * @param votes one for each clock, with distinct names; not modified
   * @return the outcome; empty if there are no votes, or if the clocks differ so much that this
   *     strategy sees no agreement among them
   */
  Optional<Verdict> agree(List<Vote> votes);
}
