package berkeley.harness.demo;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.LiveArea;
import berkeley.harness.console.TextStyle;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.text.HumanFigures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The newest round as a table that is drawn in place, 80 columns wide. */
public final class LiveTable implements RoundView {

  private static final String ROW = "%-10s %-11s %10s %10s %9s %12s %9s";

  /** More would not fit a usual screen, and lines that have scrolled off cannot be redrawn. */
  private static final int MOST_MEMBERS = 16;

  private final PrintStream out;
  private final LiveArea area;
  private final boolean colours;
  private boolean first = true;

  /** Creates a table on a terminal. */
  public LiveTable(PrintStream out, boolean colours) {
    this.out = out;
    this.area = new LiveArea(out, true);
    this.colours = colours;
  }

  @Override
  public void progress(String line) {
    out.println(line);
  }

  /** The first round stays: it is the one in which clocks that are seconds apart come together. */
  @Override
  public void round(RoundReport report, Snapshot truth) {
    List<String> lines = lines(report, truth, colours);
    if (first) {
      first = false;
      lines.forEach(out::println);
    } else {
      area.draw(lines);
    }
  }

  static List<String> lines(RoundReport report, Snapshot truth, boolean colours) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(TextStyle.BOLD.on(title(report, truth), colours));
    lines.add(
        ROW.formatted("node", "outcome", "measured", "correction", "rtt", "true offset", "bound"));
    int shown = Math.min(MOST_MEMBERS, report.members().size());
    for (MemberReport member : report.members().subList(0, shown)) {
      String row = row(member, truth.of(member.id()));
      lines.add(style(member.outcome()).on(row, colours));
      if (member.outcome() != Outcome.ACCEPTED && !member.reason().isEmpty()) {
        String reason = "           " + member.reason();
        lines.add(reason.length() <= 80 ? reason : reason.substring(0, 79) + "~");
      }
    }
    if (shown < report.members().size()) {
      lines.add("and %d more".formatted(report.members().size() - shown));
    }
    truth.of(report.master()).ifPresent(master -> lines.add(masterRow(report, master.status())));
    return lines;
  }

  private static String title(RoundReport report, Snapshot truth) {
    return "round %d, term %d, took %s, agreed on %s, true spread %s"
        .formatted(
            report.round(),
            report.term(),
            HumanFigures.nanos(report.durationNanos()),
            HumanFigures.signed(report.agreedOffsetNanos()),
            truth.spreadNanos().isPresent()
                ? HumanFigures.nanos(truth.spreadNanos().getAsLong())
                : "unknown");
  }

  private static String row(MemberReport member, Optional<Sighting> seen) {
    boolean answered = member.outcome() != Outcome.UNREACHABLE;
    return ROW.formatted(
        member.id(),
        member.outcome(),
        answered ? HumanFigures.signed(member.offsetNanos()) : "-",
        answered ? HumanFigures.signed(member.deltaNanos()) : "-",
        answered ? HumanFigures.nanos(member.rttNanos()) : "-",
        seen.map(sighting -> HumanFigures.signed(sighting.offset().nanos())).orElse("-"),
        seen.map(sighting -> HumanFigures.nanos(sighting.status().errorBoundNanos())).orElse("-"));
  }

  private static String masterRow(RoundReport report, NodeStatus master) {
    return ROW.formatted(
        master.id(),
        "(master)",
        "-",
        HumanFigures.signed(report.masterDeltaNanos()),
        "-",
        "-",
        HumanFigures.nanos(master.errorBoundNanos()));
  }

  private static TextStyle style(Outcome outcome) {
    return switch (outcome) {
      case ACCEPTED -> TextStyle.GREEN;
      case NEWCOMER -> TextStyle.YELLOW;
      case REJECTED, UNREACHABLE -> TextStyle.RED;
    };
  }
}
