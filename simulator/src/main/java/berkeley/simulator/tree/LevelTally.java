package berkeley.simulator.tree;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.simulator.measure.ViolationCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Collects the samples of one level's nodes, first of one group, then of all. Its memory does not
 * depend on the number of nodes. Not safe for use by several threads.
 */
final class LevelTally {

  private static final long EVERY_NANOS = 60_000_000_000L;
  private static final int EXAMPLES_KEPT = 5;

  private final int moments;
  private final long[] least;
  private final long[] most;
  private final long[] widestBound;
  private final double[] bounds;
  private final double[] squares;
  private final double[] groupSpreads;
  private final long[] seen;
  private long nodes;
  private long groups = 1;
  private long rounds;
  private long exchanges;
  private long unsynchronised;
  private ViolationCounts violations = ViolationCounts.NONE;
  private ViolationCounts excused = ViolationCounts.NONE;
  private final List<String> examples = new ArrayList<>();
  private int moment;

  LevelTally(Duration duration, int nodes) {
    this.nodes = nodes;
    this.moments = (int) Math.max(1, duration.toNanos() / EVERY_NANOS);
    this.least = new long[moments];
    this.most = new long[moments];
    this.widestBound = new long[moments];
    this.bounds = new double[moments];
    this.squares = new double[moments];
    this.groupSpreads = new double[moments];
    this.seen = new long[moments];
    Arrays.fill(least, Long.MAX_VALUE);
    Arrays.fill(most, Long.MIN_VALUE);
  }

  /** Returns the true times of samples: mid-way in each minute. */
  LongStream moments() {
    return LongStream.range(0, moments).map(i -> i * EVERY_NANOS + EVERY_NANOS / 2);
  }

  void sampled(NodeStatus status, long offsetNanos) {
    if (status.state() == NodeState.NEWCOMER) {
      unsynchronised += isSteady(moment) ? 1 : 0;
      return;
    }
    least[moment] = Math.min(least[moment], offsetNanos);
    most[moment] = Math.max(most[moment], offsetNanos);
    widestBound[moment] = Math.max(widestBound[moment], status.errorBoundNanos());
    bounds[moment] += status.errorBoundNanos();
    squares[moment] += (double) offsetNanos * offsetNanos;
    seen[moment]++;
  }

  /** Ends a sample: all nodes of a group have been read. */
  void sampledAll() {
    groupSpreads[moment] = seen[moment] == 0 ? 0 : most[moment] - least[moment];
    moment++;
  }

  void round(int members) {
    rounds++;
    exchanges += members;
  }

  void ended(ViolationCounts found, ViolationCounts ofOthers, List<String> words) {
    violations = violations.plus(found);
    excused = excused.plus(ofOthers);
    words.stream().limit(EXAMPLES_KEPT - examples.size()).forEach(examples::add);
  }

  /** Adds what was seen of other groups of the level. */
  void add(LevelTally other) {
    for (int i = 0; i < moments; i++) {
      least[i] = Math.min(least[i], other.least[i]);
      most[i] = Math.max(most[i], other.most[i]);
      widestBound[i] = Math.max(widestBound[i], other.widestBound[i]);
      bounds[i] += other.bounds[i];
      squares[i] += other.squares[i];
      groupSpreads[i] += other.groupSpreads[i];
      seen[i] += other.seen[i];
    }
    nodes += other.nodes;
    groups += other.groups;
    rounds += other.rounds;
    exchanges += other.exchanges;
    unsynchronised += other.unsynchronised;
    ended(other.violations, other.excused, other.examples);
  }

  /** Returns the results of the second half of the run. */
  LevelResult result(int level) {
    int first = moments / 2;
    double sum = 0;
    double bound = 0;
    double groupSpread = 0;
    long all = 0;
    long[] spreads = new long[moments - first];
    for (int i = first; i < moments; i++) {
      sum += squares[i];
      bound += bounds[i];
      groupSpread += groupSpreads[i] / groups;
      all += seen[i];
      spreads[i - first] = seen[i] == 0 ? 0 : most[i] - least[i];
    }
    Arrays.sort(spreads);
    return new LevelResult(
        level,
        nodes,
        groups,
        (double) exchanges / nodes,
        (double) rounds / groups,
        Math.round(Math.sqrt(sum / Math.max(1, all))),
        Math.round(groupSpread / spreads.length),
        spreads[(spreads.length - 1) / 2],
        spreads[spreads.length - 1],
        Math.round(bound / Math.max(1, all)),
        Arrays.stream(widestBound, first, moments).max().orElse(0),
        unsynchronised,
        violations,
        excused,
        List.copyOf(examples));
  }

  private boolean isSteady(int at) {
    return at >= moments / 2;
  }
}
