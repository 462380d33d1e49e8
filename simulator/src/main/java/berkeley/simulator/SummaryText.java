package berkeley.simulator;

import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.text.HumanFigures;
import berkeley.simulator.text.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The text output of {@code simulate}. */
public final class SummaryText {

  private SummaryText() {}

  /** Returns the lines to print. */
  public static List<String> lines(SimulationSummary summary) {
    Scenario scenario = summary.scenario();
    RunResult first = summary.runs().get(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        "scenario %s: %d slaves, %s, a round each %s, %d probe(s) a round, %d seed(s) from %d"
            .formatted(
                scenario.name(),
                scenario.slaves(),
                Units.text(scenario.duration()),
                Units.text(scenario.master().period()),
                scenario.master().samples(),
                summary.runs().size(),
                first.seed()));
    lines.add("against the master's clock, second half of the run, medians over the seeds:");
    lines.add(line(summary, "offset, RMS", RunResult::rmsNanos));
    lines.add(line(summary, "offset, largest", RunResult::maxNanos));
    lines.add(line(summary, "spread, median", RunResult::spreadMedianNanos));
    lines.add(line(summary, "spread, 99 %", RunResult::spreadP99Nanos));
    lines.add(line(summary, "bound, median", RunResult::boundMedianNanos));
    lines.add(line(summary, "cluster moved by", RunResult::shiftNanos));
    lines.add(rounds(summary, "settled after", RunResult::settledRounds));
    lines.add(rounds(summary, "the slowest after", RunResult::slowestSettledRounds));
    lines.add("violations: " + words(summary.violations().byName()));
    summary.runs().stream()
        .filter(run -> !run.examples().isEmpty())
        .findFirst()
        .ifPresent(
            run -> {
              lines.add("first of them, seed %d:".formatted(run.seed()));
              run.examples().forEach(example -> lines.add("  " + example));
            });
    if (!first.excuses().isEmpty()) {
      lines.add("not counted: " + words(summary.excused().byName()) + ", of");
      first.excuses().forEach((id, reason) -> lines.add("  %s: %s".formatted(id, reason)));
    }
    return lines;
  }

  private static String line(
      SimulationSummary summary, String name, ToDoubleFunction<RunResult> figure) {
    return "  %-18s %s".formatted(name, HumanFigures.nanos(Math.round(summary.median(figure))));
  }

  private static String rounds(
      SimulationSummary summary, String name, Function<RunResult, OptionalLong> figure) {
    boolean always = summary.runs().stream().allMatch(run -> figure.apply(run).isPresent());
    String value =
        always
            ? "%.0f rounds".formatted(summary.median(run -> figure.apply(run).getAsLong()))
            : "- (not in every run)";
    return "  %-18s %s".formatted(name, value);
  }

  private static String words(Map<String, Long> violations) {
    List<String> parts = new ArrayList<>();
    violations.forEach((name, count) -> parts.add("%s %d".formatted(name, count)));
    return String.join(", ", parts);
  }
}
