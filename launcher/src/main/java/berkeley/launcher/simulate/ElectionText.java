package berkeley.launcher.simulate;

import berkeley.simulator.bully.ElectionComparison;
import berkeley.simulator.bully.ElectionCost;
import berkeley.simulator.text.HumanFigures;
import berkeley.simulator.text.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table of two elections side by side. */
public final class ElectionText {

  private static final String ROW = "%-14s %-22s %-22s %s";

  private ElectionText() {}

  /** Returns the table's lines. */
  public static List<String> lines(ElectionComparison both) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d nodes, rounds of %s, %s of messages lost, %d seeds: mean (worst)"
            .formatted(
                both.nodes(),
                Units.text(both.period()),
                String.format(Locale.ROOT, "%.0f %%", 100 * both.loss()),
                both.quorum().size()));
    lines.add(ROW.formatted("", "", "terms and majorities", "bully"));
    row(lines, both, "at rest", "heartbeats a second", false, ElectionCost::heartbeatsASecond);
    row(lines, both, "master killed", "nobody leads for", true, ElectionCost::killedWithoutNanos);
    row(lines, both, "", "messages", false, ElectionCost::killedMessages);
    row(lines, both, "it is back", "takeovers", false, ElectionCost::backChanges);
    row(lines, both, "", "nobody leads for", true, ElectionCost::backWithoutNanos);
    row(lines, both, "", "messages", false, ElectionCost::backMessages);
    row(lines, both, "split off", "nobody leads for", true, ElectionCost::splitWithoutNanos);
    row(lines, both, "", "two lead for", true, ElectionCost::splitSeveralNanos);
    row(lines, both, "joined again", "two lead for", true, ElectionCost::healedSeveralNanos);
    row(lines, both, "", "messages", false, ElectionCost::healedMessages);
    return lines;
  }

  private static void row(
      List<String> lines,
      ElectionComparison both,
      String event,
      String what,
      boolean duration,
      ToDoubleFunction<ElectionCost> figure) {
    lines.add(
        ROW.formatted(
                event,
                what,
                cell(both.quorum(), duration, figure),
                cell(both.bully(), duration, figure))
            .stripTrailing());
  }

  private static String cell(
      List<ElectionCost> trials, boolean duration, ToDoubleFunction<ElectionCost> figure) {
    double mean = ElectionComparison.mean(trials, figure);
    double worst = ElectionComparison.worst(trials, figure);
    if (worst == 0) {
      return "none";
    }
    return duration
        ? "%s (%s)"
            .formatted(HumanFigures.nanos(Math.round(mean)), HumanFigures.nanos(Math.round(worst)))
        : String.format(Locale.ROOT, "%.1f (%.0f)", mean, worst);
  }
}
