package berkeley.simulator.tree;

import berkeley.simulator.measure.ViolationCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of a level. Offsets and bounds are against the clock at the top, sampled once a
 * minute in the second half of the run.
 *
 * @param level 1 for the root's own group
 * @param nodes its number of nodes
 * @param groups its number of groups
 * @param exchangesPerNode how often a node was asked in the whole run
 * @param roundsPerGroup how many rounds a group was led
 * @param rmsNanos root of the mean square of the offsets
 * @param groupSpreadNanos the largest difference between two nodes of one group, mean of all groups
 *     and moments
 * @param spreadMedianNanos the largest difference between any two nodes of the level, median of all
 *     moments
 * @param spreadMaxNanos the same, at the worst moment
 * @param boundMeanNanos the bounds that the nodes reported, in the mean
 * @param boundMaxNanos the largest
 * @param unsynchronised looks at nodes that had no cluster time yet
 * @param violations of the invariants
 * @param excused the same of those of whom nothing can be demanded
 * @param examples the first violations, in words
 */
public record LevelResult(
    int level,
    long nodes,
    long groups,
    double exchangesPerNode,
    double roundsPerGroup,
    long rmsNanos,
    long groupSpreadNanos,
    long spreadMedianNanos,
    long spreadMaxNanos,
    long boundMeanNanos,
    long boundMaxNanos,
    long unsynchronised,
    ViolationCounts violations,
    ViolationCounts excused,
    List<String> examples) {

  /** Returns how far any two nodes of the level may be apart by their bounds, in nanoseconds. */
  public long spreadBoundNanos() {
    return 2 * boundMaxNanos;
  }

  /** Returns the result for JSON: keys in order, units in the keys. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("level", level);
    document.put("nodes", nodes);
    document.put("groups", groups);
    document.put("exchanges_per_node", exchangesPerNode);
    document.put("rms_ns", rmsNanos);
    document.put("group_spread_ns", groupSpreadNanos);
    document.put("spread_median_ns", spreadMedianNanos);
    document.put("spread_max_ns", spreadMaxNanos);
    document.put("spread_bound_ns", spreadBoundNanos());
    document.put("bound_mean_ns", boundMeanNanos);
    document.put("bound_max_ns", boundMaxNanos);
    document.put("unsynchronised", unsynchronised);
    document.put("violations", violations.byName());
    document.put("excused_violations", excused.byName());
    return document;
  }
}
