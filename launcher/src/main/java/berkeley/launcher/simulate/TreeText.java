package berkeley.launcher.simulate;

import berkeley.simulator.text.HumanFigures;
import berkeley.simulator.text.Units;
import berkeley.simulator.tree.GroupTree;
import berkeley.simulator.tree.LevelResult;
import java.util.ArrayList;
import java.util.List;

/** The text output of {@code simulate tree}. */
public final class TreeText {

  private TreeText() {}

  /** Returns the lines to print. */
  public static List<String> lines(GroupTree.Result result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "tree: %,d leaves on %d level(s), up to %d in a group, world %s, %s of virtual time, seed %d"
            .formatted(
                result.settings().nodes(),
                result.settings().levels(),
                result.settings().branching(),
                result.settings().world().name(),
                Units.text(result.settings().world().duration()),
                result.seed()));
    lines.add(
        "%5s %9s %6s %9s %9s %9s %9s %9s %9s %9s"
            .formatted(
                "LEVEL",
                "NODES",
                "ASKED",
                "RMS",
                "IN GROUP",
                "SPREAD",
                "WORST",
                "BOUND",
                "LARGEST",
                "APART"));
    result.levels().forEach(level -> lines.add(line(level)));
    lines.add(
        "spread: largest difference between any two nodes of the level, median and worst moment;"
            + " apart: how far two of them may be by their bounds");
    lines.add("violations: " + result.violations().byName());
    result.levels().forEach(level -> level.examples().forEach(word -> lines.add("  " + word)));
    return lines;
  }

  private static String line(LevelResult level) {
    return "%5d %,9d %6.1f %9s %9s %9s %9s %9s %9s %9s"
        .formatted(
            level.level(),
            level.nodes(),
            level.exchangesPerNode(),
            HumanFigures.nanos(level.rmsNanos()),
            HumanFigures.nanos(level.groupSpreadNanos()),
            HumanFigures.nanos(level.spreadMedianNanos()),
            HumanFigures.nanos(level.spreadMaxNanos()),
            HumanFigures.nanos(level.boundMeanNanos()),
            HumanFigures.nanos(level.boundMaxNanos()),
            HumanFigures.nanos(level.spreadBoundNanos()));
  }
}
