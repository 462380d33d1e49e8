package berkeley.harness.demo;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.text.HumanFigures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a line for each round, for pipes and logs. */
public final class PlainLines implements RoundView {

  /** Of more the corrections would fill a screen. */
  private static final int MOST_MEMBERS = 8;

  private final PrintStream out;

  /** Creates a view that prints to a stream. */
  public PlainLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void progress(String line) {
    out.println(line);
  }

  @Override
  public void told(String line) {
    out.println(line);
  }

  @Override
  public void round(RoundReport report, Snapshot truth) {
    out.println(line(report, truth));
  }

  static String line(RoundReport report, Snapshot truth) {
    String offsets =
        truth.sightings().stream()
            .filter(sighting -> !sighting.status().id().equals(report.master()))
            .map(
                sighting ->
                    "%s %s"
                        .formatted(
                            sighting.status().id(), HumanFigures.signed(sighting.offset().nanos())))
            .collect(Collectors.joining(", "));
    return "round %d: agreed on %s%s; true spread %s, took %s, against %s: %s%s"
        .formatted(
            report.round(),
            HumanFigures.signed(report.agreedOffsetNanos()),
            corrections(report),
            truth.spreadNanos().isPresent()
                ? HumanFigures.nanos(truth.spreadNanos().getAsLong())
                : "unknown",
            HumanFigures.nanos(report.durationNanos()),
            report.master(),
            offsets,
            notAccepted(report));
  }

  private static String corrections(RoundReport report) {
    String told =
        report.members().stream()
            .filter(member -> member.deltaNanos() != 0)
            .limit(MOST_MEMBERS)
            .map(member -> member.id() + " " + HumanFigures.signed(member.deltaNanos()))
            .collect(Collectors.joining(", "));
    return told.isEmpty() ? "" : ", told " + told;
  }

  /** Returns who was not accepted, those of one reason together. */
  private static String notAccepted(RoundReport report) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (MemberReport member : report.members()) {
      if (member.outcome() != Outcome.ACCEPTED) {
        reasons
            .computeIfAbsent(
                "%s (%s)".formatted(member.outcome(), member.reason()), reason -> new ArrayList<>())
            .add(member.id());
      }
    }
    return reasons.entrySet().stream()
        .map(each -> "; %s %s".formatted(String.join(", ", each.getValue()), each.getKey()))
        .collect(Collectors.joining());
  }
}
