package berkeley.harness.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.simulator.observation.SampleSightings;
import berkeley.simulator.observation.TrueOffset;
import berkeley.simulator.recording.EventKind;
import berkeley.simulator.recording.RecordLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written can be read again, and what cannot be read says why. */
final class RecordTest {

  private static final RecordLine.Header HEADER =
      new RecordLine.Header(
          "berkeley 1",
          "2026-01-01T00:00:00Z",
          -5,
          1_000_000_000,
          "mean",
          500,
          42,
          List.of(new RecordLine.Planned("a", -2_000_000_000L, 36.6)),
          "elected");

  private static final RecordLine.Sample SAMPLE =
      new RecordLine.Sample(
          7,
          SampleSightings.of("a").reading(123, 456).bound(1_000).seen().status(),
          new TrueOffset(-3, 2));

  private static final List<RecordLine> LINES =
      List.of(
          HEADER,
          new RecordLine.Progress(1, "starting \"them\"\nall"),
          SAMPLE,
          new RecordLine.Sample(
              8,
              SampleSightings.of("b").in(NodeState.NEWCOMER).bound(Long.MAX_VALUE).seen().status(),
              TrueOffset.UNKNOWN),
          new RecordLine.Fault(8, "b", "lie", true, Map.of("ahead_ns", 3_600_000_000_000L)),
          new RecordLine.Fault(8, "b", "kill", false, Map.of()),
          new RecordLine.Round(
              9,
              new RoundReport(
                  3,
                  2,
                  "m",
                  12,
                  -80,
                  1,
                  List.of(
                      new MemberReport("a", Outcome.ACCEPTED, "", 1, 2, 3, 4),
                      MemberReport.unreachable("b", "no answer"))),
              700L,
              Map.of("a", -5L)),
          new RecordLine.Event(10, EventKind.ELECTION, "m", "m leads in term 2"),
          new RecordLine.End(11, "over"));

  @TempDir private Path folder;

  @Test
  void eachLineComesBackAsItWasWritten() {
    for (RecordLine line : LINES) {
      RecordLine back = RecordParser.parse(RecordJson.of(line)).orElseThrow();

      assertEquals(line, back);
      assertFalse(RecordJson.of(line).contains("\n"));
    }
  }

  @Test
  void aKindFromALaterVersionIsSkipped() {
    assertEquals(Optional.empty(), RecordParser.parse("{\"kind\":\"weather\",\"at_ns\":1}"));
  }

  @Test
  void aWholeFileComesBackInItsOrder() throws IOException {
    Path file = folder.resolve("run.jsonl");
    try (RecordWriter writer = RecordWriter.open(file, complaint -> {})) {
      LINES.forEach(writer);
    }
    List<RecordLine> read = new ArrayList<>();

    assertFalse(RecordReader.read(file, read::add));
    assertEquals(LINES, read);
    assertEquals(LINES.size(), Files.readAllLines(file).size());
  }

  @Test
  void aLastLineThatWasCutIsLeftOutAndReported() throws IOException {
    String whole = RecordJson.of(HEADER) + "\n" + RecordJson.of(SAMPLE) + "\n";
    Path file = Files.writeString(folder.resolve("cut"), whole.substring(0, whole.length() - 40));
    List<RecordLine> read = new ArrayList<>();

    assertTrue(RecordReader.read(file, read::add));
    assertEquals(List.of(HEADER), read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|it is empty",
        "hello|line 1: it is no JSON object of a record",
        "[1,2]|line 1: it is no JSON object of a record",
        "{\"a\":1}|line 1: it lacks kind",
        "{\"kind\":\"end\",\"at_ns\":1,\"text\":\"\"}|its first line is no header",
        "{\"kind\":\"header\",\"format\":9}|line 1: its format is 9, and only format 1 can be read"
            + " here"
      })
  void whatIsNoRecordIsRefusedWithOneLine(String text, String why) throws IOException {
    Path file = Files.writeString(folder.resolve("none"), text);

    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> RecordReader.read(file, line -> {}));

    assertEquals(
        "%s is no record (%s); make one with berkeley demo --record FILE".formatted(file, why),
        failure.getMessage());
    assertEquals(ExitCode.MISSING, failure.exitCode());
  }

  @Test
  void damageInTheMiddleNamesTheLine() throws IOException {
    String good = RecordJson.of(HEADER) + "\n";
    Path file =
        Files.writeString(folder.resolve("bad"), good + "{oops\n" + RecordJson.of(SAMPLE) + "\n");

    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> RecordReader.read(file, line -> {}));

    assertTrue(failure.getMessage().contains("line 2"), failure::getMessage);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("missing");

    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> RecordReader.read(file, line -> {}));

    assertEquals(file + " cannot be read: there is no such file or folder", failure.getMessage());
    assertEquals(ExitCode.MISSING, failure.exitCode());
  }
}
