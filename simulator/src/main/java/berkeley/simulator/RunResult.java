package berkeley.simulator;

import berkeley.simulator.measure.ViolationCounts;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one run came to. Offsets are against the master's clock and of the second half of the run;
 * liars are left out.
 *
 * @param seed what it was drawn by
 * @param rounds how many rounds were led
 * @param rmsNanos root of the mean square of all offsets
 * @param maxNanos the largest
 * @param spreadMedianNanos median of the largest difference between any two slaves
 * @param spreadP99Nanos its 99th percentile
 * @param boundMedianNanos median of the bounds that slaves reported with those offsets
 * @param settledRounds rounds until the slaves' root mean square was within ten times the RMS, for
 *     sixty rounds; empty if never
 * @param slowestSettledRounds rounds until all of them were; empty if never
 * @param shiftNanos by how much cluster time moved against the master's oscillator, from the second
 *     half's beginning to its end
 * @param violations of whom it may be demanded: how often an invariant was broken
 * @param excused the same of the others
 * @param excuses why, by the others' names
 * @param examples the first violations, in words
 */
public record RunResult(
    long seed,
    long rounds,
    double rmsNanos,
    long maxNanos,
    long spreadMedianNanos,
    long spreadP99Nanos,
    long boundMedianNanos,
    OptionalLong settledRounds,
    OptionalLong slowestSettledRounds,
    long shiftNanos,
    ViolationCounts violations,
    ViolationCounts excused,
    SortedMap<String, String> excuses,
    List<String> examples) {

  /** Copies the collections. */
  public RunResult {
    excuses = new TreeMap<>(excuses);
    examples = List.copyOf(examples);
  }
}
