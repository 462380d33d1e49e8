package berkeley.bench.contenders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures that are asked for, each judged where what it needs was measured. */
final class Targets {
  private static final double OF_OTHERS = 500;
  private static final double OF_RAW = 3;
  private static final double DELAYED_MICROS = 300;
  private static final double MOVED_MICROS = 10;

  /** The round's deadline, and what the command's own processor time may add on a busy host. */
  private static final double ROUND_MILLIS = 550;

  /** What two windows of the same clocks may differ by when nothing is wrong. */
  private static final double UNCHANGED = 2;

  private final ContenderTable standings;
  private final List<String> lines = new ArrayList<>();
  private boolean reached = true;

  private Targets(ContenderTable standings) {
    this.standings = standings;
  }

  /** Judges. */
  static Targets judge(ContenderTable standings) {
    Targets wanted = new Targets(standings);
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
    return standings.measured(ClockContender.INTERSECTION, condition);
  }

  private void quiet(ContenderResult ours) {
    double spread = ours.median(ContenderWindow::medianMicros);
    for (ClockContender other : List.of(ClockContender.HAZELCAST, ClockContender.COMMONS_NET)) {
      standings
          .measured(other, Condition.QUIET)
          .ifPresent(
              entry ->
                  atMost(
                      "quiet: median spread to a 500th of that of " + other.title(),
                      spread / entry.median(ContenderWindow::medianMicros) * OF_OTHERS,
                      1));
    }
    standings
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

  /** Whether all that could be judged is as it should be. */
  boolean reached() {
    return reached;
  }

  /** A line for each. */
  List<String> lines() {
    return List.copyOf(lines);
  }
}
