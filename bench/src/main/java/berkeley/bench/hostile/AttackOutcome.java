package berkeley.bench.hostile;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a siege.
 *
 * @param tallies the inputs of each port that was attacked
 * @param growth by how much each process's memory grew at most, in kilobytes
 * @param intruded whether foreign code has run
 * @param rounds how many rounds the master made meanwhile
 * @param missed how many it missed
 * @param longest the longest time between two
 * @param lies how many hostile answers the master got
 * @param refusals the lines of refusals that each process logged
 * @param lines how many lines each process logged in all
 * @param time how long it took
 * @param accepted whether both slaves were accepted in a round after it
 */
record AttackOutcome(
    Map<String, AttackTally> tallies,
    Map<String, Long> growth,
    boolean intruded,
    long rounds,
    long missed,
    Duration longest,
    long lies,
    Map<String, List<String>> refusals,
    Map<String, Integer> lines,
    Duration time,
    boolean accepted) {

  static final long MOST_GROWTH_KILOBYTES = 64 << 10;

  /** The largest growth of a process, in kilobytes. */
  long worstGrowth() {
    return growth.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Whether what is asked for was reached; processes that die end the siege before. */
  boolean reached() {
    return !intruded && worstGrowth() <= MOST_GROWTH_KILOBYTES && missed == 0 && accepted;
  }
}
