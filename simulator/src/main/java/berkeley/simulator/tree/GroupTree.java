package berkeley.simulator.tree;

import berkeley.simulator.measure.ViolationCounts;
import berkeley.simulator.tree.GroupRun.GroupMaster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Simulates a tree of groups in virtual time.
 *
 * <p><b>Problem.</b> A million servos at once need more memory than a machine has.
 *
 * <p><b>Idea.</b> Influence flows downwards only: a group's master obeys its parent and never its
 * members. So a group can be run alone once it is written down what its master was told, and that
 * is a few dozen corrections. What remains of a group that has been run is a tally. The groups of a
 * level know nothing of one another, so as many are run at once as there are processors.
 *
 * <p>The same seed gives the same result, however many processors there are.
 */
public final class GroupTree {

  private GroupTree() {}

  /**
   * Runs a tree.
   *
   * @param settings how large, and in what world
   * @param seed what it is drawn by
   */
  public static Result run(TreeSettings settings, long seed) {
    CorrectionScript ofTheRoot = new CorrectionScript();
    GroupRun top = GroupRun.top(settings, seed, ofTheRoot);
    List<LevelTally> levels = new ArrayList<>();
    levels.add(top.toEnd());
    List<GroupMaster> groupMasters = top.groupMasters();
    List<List<LevelTally>> branches =
        IntStream.range(0, groupMasters.size())
            .parallel()
            .mapToObj(i -> branch(settings, seed, ofTheRoot, groupMasters.get(i)))
            .toList();
    branches.forEach(branch -> merge(branch, levels, 1));
    List<LevelResult> results = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      results.add(levels.get(i).result(i + 1));
    }
    return new Result(settings, seed, results);
  }

  private static List<LevelTally> branch(
      TreeSettings settings, long seed, CorrectionScript ofTheRoot, GroupMaster groupMaster) {
    GroupRun group = GroupRun.below(settings, seed, ofTheRoot, groupMaster);
    List<LevelTally> levels = new ArrayList<>();
    levels.add(group.toEnd());
    group
        .groupMasters()
        .forEach(below -> merge(branch(settings, seed, ofTheRoot, below), levels, 1));
    return levels;
  }

  private static void merge(List<LevelTally> branch, List<LevelTally> levels, int from) {
    for (int i = 0; i < branch.size(); i++) {
      if (levels.size() == from + i) {
        levels.add(branch.get(i));
      } else {
        levels.get(from + i).add(branch.get(i));
      }
    }
  }

  /**
   * What a tree came to.
   *
   * @param settings what was run
   * @param seed what it was drawn by
   * @param levels from the root's own group down to the leaves
   */
  public record Result(TreeSettings settings, long seed, List<LevelResult> levels) {

    /** Copies the list. */
    public Result {
      levels = List.copyOf(levels);
    }

    /** Returns the violations of all levels. */
    public ViolationCounts violations() {
      return levels.stream()
          .map(LevelResult::violations)
          .reduce(ViolationCounts.NONE, ViolationCounts::plus);
    }

    /** Returns the result for JSON: keys in order, units in the keys. */
    public Map<String, Object> document() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("scenario", settings.world().name());
      document.put("seed", seed);
      document.put("nodes", settings.nodes());
      document.put("branching", settings.branching());
      document.put("duration_ns", settings.world().duration().toNanos());
      document.put("levels", levels.stream().map(LevelResult::document).toList());
      document.put("violations", violations().byName());
      return document;
    }
  }
}
