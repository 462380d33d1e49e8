package berkeley.bench.hostile;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The outcome of an attack.
 *
 * @param tallies the inputs of each port that was attacked
 * @param growth by how much each process's memory grew at most, in kilobytes
 * @param intruded whether foreign code has run
 * @param rounds how many rounds the master made meanwhile
 * @param missed how many it missed
 * @param longest the longest duration between two
 * @param hostileAnswers how many hostile answers the master received
 * @param refusals the lines about refusals that each process logged
 * @param lines how many lines each process logged in all
 * @param duration how long it took
 * @param accepted whether both slaves were accepted in a round after it
 */
record AttackOutcome(
    Map<String, AttackTally> tallies,
    Map<String, Long> growth,
    boolean intruded,
    long rounds,
    long missed,
    Duration longest,
    long hostileAnswers,
    Map<String, List<String>> refusals,
    Map<String, Integer> lines,
    Duration duration,
    boolean accepted) {

  static final long MOST_GROWTH_KILOBYTES = 64 << 10;

  /** Returns the largest growth of a process, in kilobytes. */
  long worstGrowth() {
    return growth.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /**
   * Returns whether what is asked for was reached; a process that ends fails the attack earlier.
   */
  boolean reached() {
    return !intruded && worstGrowth() <= MOST_GROWTH_KILOBYTES && missed == 0 && accepted;
  }
}
