package berkeley.harness.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.SampleSightings;
import berkeley.simulator.observation.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RoundViewsTest {

  private final RoundReport report =
      new RoundReport(
          3,
          1,
          "master",
          12_000_000,
          -80,
          0,
          List.of(
              new MemberReport("a", Outcome.ACCEPTED, "", 1_200, 900, 1_500, -1_280),
              MemberReport.unreachable("b", "no answer within the deadline")));
  private final Snapshot truth =
      new Snapshot(
          List.of(
              SampleSightings.of("a").offset(-700, 0).bound(25_000).seen(),
              SampleSightings.of("master").bound(0).seen()));

  @Test
  void inAPipeARoundIsOneLine() {
    assertEquals(
        "round 3: agreed on -80 ns, told a -1.28 us; true spread 700 ns, took 12.0 ms, against"
            + " master: a -700 ns; b UNREACHABLE (no answer within the deadline)",
        PlainLines.line(report, truth));
  }

  @Test
  void onATerminalTheFirstRoundStays() {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    LiveTable table = new LiveTable(new PrintStream(screen, true, UTF_8), false);
    table.round(report, truth);
    table.round(report, truth);
    String twice = screen.toString(UTF_8);
    assertFalse(twice.contains("\u001b["), twice);
    table.round(report, truth);

    assertTrue(screen.toString(UTF_8).contains("\u001b[7A"), "the second is drawn over");
  }

  @Test
  void onATerminalItIsATableOfEightyColumns() {
    List<String> lines = LiveTable.lines(report, truth, false);

    assertTrue(
        lines.stream().allMatch(line -> line.length() <= 80), () -> String.join("\n", lines));
    assertEquals(
        """

        round 3, term 1, took 12.0 ms, agreed on -80 ns, true spread 700 ns
        node       outcome       measured correction       rtt  true offset     bound
        a          ACCEPTED      +1.20 us   -1.28 us   1.50 us      -700 ns   25.0 us
        b          UNREACHABLE          -          -         -            -         -
                   no answer within the deadline
        master     (master)             -       0 ns         -            -      0 ns\
        """,
        String.join("\n", lines));
  }

  @Test
  void coloursAreThereOnlyWhenTheyAreWanted() {
    assertFalse(String.join("", LiveTable.lines(report, truth, false)).contains("\u001b"));
    assertTrue(String.join("", LiveTable.lines(report, truth, true)).contains("\u001b[32m"));
  }

  @Test
  void aLargeFleetDoesNotScrollTheTableAway() {
    List<MemberReport> members =
        IntStream.range(0, 100).mapToObj(i -> MemberReport.unreachable("n" + i, "")).toList();

    List<String> lines =
        LiveTable.lines(new RoundReport(1, 1, "master", 0, 0, 0, members), truth, false);

    assertTrue(lines.contains("and 84 more"), () -> String.join("\n", lines));
    assertTrue(lines.size() <= 24);
  }
}
