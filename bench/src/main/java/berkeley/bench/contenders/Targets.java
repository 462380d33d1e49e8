package berkeley.bench.contenders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures that are asked for, each checked if what it needs was measured. */
final class Targets {
  private static final double OF_OTHERS = 500;
  private static final double OF_RAW = 3;
  private static final double DELAYED_MICROS = 300;
  private static final double MOVED_MICROS = 10;

  /** The round's deadline, and some processor time on a busy host. */
  private static final double ROUND_MILLIS = 550;

  /** The ratio by which two windows of the same clocks may differ when nothing is wrong. */
  private static final double UNCHANGED = 2;

  private final ContenderTable results;
  private final List<String> lines = new ArrayList<>();
  private boolean reached = true;

  private Targets(ContenderTable results) {
    this.results = results;
  }

  /** Checks the results. */
  static Targets judge(ContenderTable results) {
    Targets wanted = new Targets(results);
    Optional<ContenderResult> quiet = wanted.ours(Condition.QUIET);
    quiet.ifPresent(wanted::quiet);
    wanted
        .ours(Condition.DELAY)
        .ifPresent(
            entry ->
                wanted.atMost(
                    "10±3 ms each way: median spread us",
                    entry.median(ContenderWindow::medianMicros),
                    DELAYED_MICROS));
    wanted
        .ours(Condition.LIAR)
        .ifPresent(
            entry ->
                wanted.atMost(
                    "liar: the group moves by us",
                    entry.most(ContenderWindow::shiftMicros),
                    MOVED_MICROS));
    wanted.ours(Condition.STOPPED).ifPresent(entry -> wanted.stopped(entry, quiet));
    wanted.ours(Condition.STEP).ifPresent(wanted::stepped);
    return wanted;
  }

  private Optional<ContenderResult> ours(Condition condition) {
    return results.measured(ClockContender.INTERSECTION, condition);
  }

  private void quiet(ContenderResult ours) {
    double spread = ours.median(ContenderWindow::medianMicros);
    for (ClockContender other : List.of(ClockContender.HAZELCAST, ClockContender.COMMONS_NET)) {
      results
          .measured(other, Condition.QUIET)
          .ifPresent(
              entry ->
                  atMost(
                      "quiet: median spread to a 500th of that of " + other.title(),
                      spread / entry.median(ContenderWindow::medianMicros) * OF_OTHERS,
                      1));
    }
    results
        .measured(ClockContender.RAW_TCP, Condition.QUIET)
        .ifPresent(
            raw ->
                atMost(
                    "quiet: median spread to raw TCP's",
                    spread / raw.median(ContenderWindow::medianMicros),
                    OF_RAW));
  }

  private void stopped(ContenderResult ours, Optional<ContenderResult> quiet) {
    atMost(
        "stopped: longest round ms", ours.most(ContenderWindow::longestRoundMillis), ROUND_MILLIS);
    quiet.ifPresent(
        entry ->
            atMost(
                "stopped: median spread to that of the quiet",
                ours.median(ContenderWindow::medianMicros)
                    / entry.median(ContenderWindow::medianMicros),
                UNCHANGED));
  }

  private void stepped(ContenderResult ours) {
    atMost("stepped: the group moves by us", ours.most(ContenderWindow::shiftMicros), MOVED_MICROS);
    atMost("stepped: clocks that went back", ours.sum(ContenderWindow::wentBack), 0);
  }

  private void atMost(String what, double found, double limit) {
    boolean kept = found <= limit;
    reached &= kept;
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %.2f, at most %.0f wanted: %s",
            what,
            found,
            limit,
            kept ? "yes" : "no"));
  }

  /** Returns whether all figures that could be checked were reached. */
  boolean reached() {
    return reached;
  }

  /** Returns a line for each figure. */
  List<String> lines() {
    return List.copyOf(lines);
  }
}
