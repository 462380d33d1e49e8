package berkeley.harness.demo;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.text.HumanFigures;
import java.io.PrintStream;
import java.util.stream.Collectors;

/** Prints a line for each round, for pipes and logs. */
public final class PlainLines implements RoundView {

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
    String others =
        report.members().stream()
            .filter(member -> member.outcome() != Outcome.ACCEPTED)
            .map(PlainLines::notAccepted)
            .collect(Collectors.joining());
    return "round %d: true spread %s, took %s, against %s: %s%s"
        .formatted(
            report.round(),
            truth.spreadNanos().isPresent()
                ? HumanFigures.nanos(truth.spreadNanos().getAsLong())
                : "unknown",
            HumanFigures.nanos(report.durationNanos()),
            report.master(),
            offsets,
            others);
  }

  private static String notAccepted(MemberReport member) {
    return "; %s %s (%s)".formatted(member.id(), member.outcome(), member.reason());
  }
}
