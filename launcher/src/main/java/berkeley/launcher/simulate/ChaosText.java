package berkeley.launcher.simulate;

import berkeley.simulator.chaos.PromiseTotals;
import berkeley.simulator.chaos.SimulatedChaosRun;
import berkeley.simulator.chaos.SimulatedChaosSettings;
import berkeley.simulator.chaos.SimulatedChaosSummary;
import berkeley.simulator.promise.Summary;
import berkeley.simulator.text.HumanFigures;
import berkeley.simulator.text.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The text output of {@code simulate chaos}. */
public final class ChaosText {

  private ChaosText() {}

  /** Returns the lines to print. */
  public static List<String> lines(SimulatedChaosSummary summary) {
    SimulatedChaosSettings settings = summary.settings();
    List<String> lines = new ArrayList<>();
    lines.add(
        ("chaos: %d nodes, a round each %s, %d seed(s) of %s from %d, weather: %s,"
                + " broken on purpose: %s")
            .formatted(
                settings.nodes(),
                Units.text(settings.period()),
                summary.runs().size(),
                Units.text(settings.duration()),
                summary.runs().get(0).seed(),
                settings.weather().text(),
                settings.broken().text()));
    lines.add("virtual time: %.1f h".formatted(summary.virtualNanos() / 3.6e12));
    lines.add("faults: " + words(summary.faults()));
    lines.add("events: " + words(summary.counts()));
    lines.add(
        "longest without a master while a majority was connected: "
            + HumanFigures.nanos(summary.longest(SimulatedChaosRun::longestGapNanos)));
    lines.add(
        "longest from the end of a storm until all were synchronised: "
            + HumanFigures.nanos(summary.longest(SimulatedChaosRun::longestRecoveryNanos)));
    lines.add("violations: " + words(summary.violations()));
    if (settings.checksPromises()) {
      promises(lines, summary.promises());
    }
    summary
        .firstBroken()
        .ifPresent(
            run -> {
              lines.add("first of them, seed %d:".formatted(run.seed()));
              run.transcript().forEach(line -> lines.add("  " + line));
            });
    return lines;
  }

  private static void promises(List<String> lines, PromiseTotals promises) {
    lines.add("promises broken: " + words(promises.violations()));
    lines.add("in so many seeds: " + words(promises.seeds()));
    lines.add(
        "%,d readings, %.2f %% of them excused; %.2f %% of the others have an interval"
            .formatted(
                promises.sum(Summary::readings),
                100 * promises.excusedShare(),
                100 * promises.intervalShare()));
    lines.add(
        "widths of intervals: median %s, 99 %% within %s, at most %s"
            .formatted(
                HumanFigures.nanos(promises.median(Summary::medianWidthNanos)),
                HumanFigures.nanos(promises.median(Summary::width99Nanos)),
                HumanFigures.nanos(promises.largest(Summary::largestWidthNanos))));
    promises.examples().forEach(line -> lines.add("  " + line));
  }

  private static String words(Map<String, Long> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((name, count) -> parts.add("%s %,d".formatted(name.replace('_', ' '), count)));
    return String.join("; ", parts);
  }
}
