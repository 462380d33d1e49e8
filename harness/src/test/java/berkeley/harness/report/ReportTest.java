package berkeley.harness.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.record.RecordJson;
import berkeley.simulator.observation.SampleSightings;
import berkeley.simulator.observation.TrueOffset;
import berkeley.simulator.recording.EventKind;
import berkeley.simulator.recording.RecordLine;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page, figures and a log from a record made by hand. */
final class ReportTest {

  private static final long SECOND = 1_000_000_000;
  private static final int MINUTES = 10;
  private static final int NODES = 10;
  private static final int MOST_BYTES = 5_000_000;

  @TempDir private Path folder;

  @Test
  void thePageHasTheFiguresAndNeedsNothingElse() throws IOException {
    String page = page(small("a"));

    assertTrue(page.contains("<td>-2.00 s</td><td>+500 ns</td><td>1.00 µs</td>"), page);
    assertTrue(page.contains("c leads in term 2"), page);
    assertFalse(page.matches("(?s).*(src|href)=.*"), "it refers to something outside");
    assertFalse(page.contains("{{"), "a part was not filled in");
  }

  @Test
  void namesCannotBecomeMarkup() throws IOException {
    String page = page(small("<script>alert(1)</script>"));

    assertFalse(page.contains("<script>alert"), page);
    assertTrue(page.contains("&lt;script&gt;alert"), page);
  }

  @Test
  void aCutRecordSaysSoInItsPage() throws IOException {
    Path record = small("a");
    String text = Files.readString(record);
    Files.writeString(record, text.substring(0, text.length() - 10));

    Report.Result result = report(record).make();

    assertTrue(result.isCut());
    assertEquals(ReportPage.CUT, result.lines().get(0));
    assertTrue(Files.readString(result.page()).contains(ReportPage.CUT));
  }

  @Test
  void aLongRunIsThinnedAndKeepsItsSpikes() throws IOException {
    Path record = folder.resolve("long");
    long spike = 123_456_789;
    try (BufferedWriter out = Files.newBufferedWriter(record)) {
      write(out, header());
      for (long at = 0; at < MINUTES * 60 * SECOND; at += SECOND / 5) {
        for (int node = 0; node < NODES; node++) {
          boolean isSpike = at == 200 * SECOND && node == 3;
          write(out, sample("n" + node, at, isSpike ? spike : 1_000 + node));
        }
      }
    }

    Report.Result result = report(record).make();

    assertTrue(result.bytes() < MOST_BYTES, () -> result.bytes() + " bytes");
    String inThePage = embedded(Files.readString(result.page()));
    assertTrue(inThePage.contains("\"true_offset_ns\":" + spike), "the spike is not there");
    assertTrue(inThePage.lines().count() <= 24_001, () -> inThePage.lines().count() + " lines");
    assertTrue(inThePage.lines().findFirst().orElseThrow().contains("\"stale_ns\":"));
    assertTrue(Files.readString(result.page()).contains("This is a long run"));
  }

  @Test
  void allEventsAreThereAndAllRounds() throws IOException {
    Path record = folder.resolve("events");
    try (BufferedWriter out = Files.newBufferedWriter(record)) {
      write(out, header());
      for (int second = 1; second <= 3_000; second++) {
        write(out, round(second, "m", List.of("a")));
        write(out, new RecordLine.Event(second * SECOND, EventKind.ARRIVAL, "a", "no. " + second));
      }
    }

    String page = page(record);

    assertTrue(page.contains("<td>no. 3000</td>") && page.contains("all 3000 events"));
    assertEquals(6_001, embedded(page).lines().count());
    assertFalse(page.contains("This is a long run"));
  }

  @Test
  void aNodeThatFellSilentIsNeitherMasterNorSynchronised() throws IOException {
    Path record = folder.resolve("silent");
    try (BufferedWriter out = Files.newBufferedWriter(record)) {
      write(out, header());
      write(out, sample("a", SECOND, 10));
      write(out, sample("b", SECOND, 20));
      write(out, new RecordLine.Event(2 * SECOND, EventKind.SILENCE, "a", "a does not answer"));
      write(out, sample("b", 3 * SECOND, 30));
      write(out, new RecordLine.End(3 * SECOND, "over"));
    }

    String page = page(record);

    assertTrue(
        page.contains(
            "<td>a</td><td>-</td><td>SILENT</td><td>+10 ns</td><td>-</td><td>-</td><td>+0.00"
                + " ppm</td><td>at 1.0 s</td>"),
        page.substring(page.indexOf("Before and after")));
    assertTrue(page.contains("<td>b</td><td>SLAVE</td><td>SYNCHRONISED</td>"));
  }

  @Test
  void noOutputIsWrittenOverTheRecordOrAnother() throws IOException {
    Path record = small("a");
    byte[] before = Files.readAllBytes(record);
    Path link = Files.createLink(folder.resolve("link"), record);
    Path soft = Files.createSymbolicLink(folder.resolve("soft"), record);
    Path free = folder.resolve("free");

    for (Path out : List.of(record, link, soft, folder.resolve("./small"))) {
      CommandFailure failure =
          assertThrows(
              CommandFailure.class,
              () -> new Report(record, out, Optional.empty(), Optional.empty()).make());
      assertEquals(ExitCode.USAGE, failure.exitCode());
    }
    Report twice = new Report(record, free, Optional.of(free), Optional.empty());
    assertThrows(CommandFailure.class, twice::make);
    assertArrayEquals(before, Files.readAllBytes(record));
    assertFalse(Files.exists(free));
  }

  @Test
  void whatCannotBeWrittenToItsEndLeavesWhatWasThere() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
    Path page = Files.writeString(folder.resolve("p.html"), "before");

    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () ->
                new Report(small("a"), page, Optional.of(Path.of("/dev/full")), Optional.empty())
                    .make());

    assertEquals(ExitCode.MISSING, failure.exitCode());
    assertEquals("before", Files.readString(page));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.filter(file -> file.toString().endsWith(".part")).toList());
    }
  }

  private static String embedded(String page) throws IOException {
    Matcher found = Pattern.compile("id=\"record\">([A-Za-z0-9+/=]+)<").matcher(page);
    assertTrue(found.find());
    byte[] packed = Base64.getDecoder().decode(found.group(1));
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theFiguresAreAvailableAsCommaSeparatedValues() throws IOException {
    Path csv = folder.resolve("run.csv");

    new Report(small("a,b"), folder.resolve("p.html"), Optional.of(csv), Optional.empty()).make();

    assertEquals(
        List.of(
            "at_s,id,role,state,term,master,true_offset_ns,error_bound_ns,frequency_ppm,slew_ppm",
            "0.000000,\"a,b\",SLAVE,SYNCHRONISED,1,master,-2000000000,1000,0.000000,0.000000",
            "2.000000,\"a,b\",SLAVE,SYNCHRONISED,1,master,500,1000,0.000000,0.000000"),
        Files.readAllLines(csv));
  }

  @Test
  void inTheLogForShivizEachAnswerComesAfterItsQuestion() throws IOException {
    Path log = folder.resolve("run.log");

    new Report(small("a"), folder.resolve("p.html"), Optional.empty(), Optional.of(log)).make();

    List<String> lines = Files.readAllLines(log);
    assertEquals("c {\"c\":1}", lines.get(0));
    assertEquals("round 7 of term 2: asks for the time", lines.get(1));
    assertEquals("a {\"a\":1,\"c\":1}", lines.get(2));
    assertEquals("c {\"a\":1,\"c\":2}", lines.get(4));
    assertIsALogOfShiviz(log);
  }

  @Test
  void shivizReadsTheLogOfALongRunWithOddNames() throws IOException {
    Path record = folder.resolve("odd");
    Path log = folder.resolve("odd.log");
    List<String> ids = List.of("a", "my clock", "{}", "a.b-c_d");
    try (BufferedWriter out = Files.newBufferedWriter(record)) {
      write(out, header());
      write(out, new RecordLine.Event(0, EventKind.SILENCE, "my clock", "it\nis silent"));
      for (int round = 1; round <= 20; round++) {
        write(out, round(round, round < 10 ? "a" : "m", ids));
        write(out, new RecordLine.Event(round, EventKind.FAULT, "late", "{\"x\":1}"));
      }
    }

    new Report(record, folder.resolve("p.html"), Optional.empty(), Optional.of(log)).make();

    assertIsALogOfShiviz(log);
  }

  private static RecordLine.Round round(int number, String master, List<String> ids) {
    List<MemberReport> members =
        ids.stream()
            .map(
                id ->
                    id.hashCode() % 5 == number % 5
                        ? new MemberReport(id, Outcome.UNREACHABLE, "gone", 0, 0, 0, 0)
                        : new MemberReport(id, Outcome.ACCEPTED, "", 1, 2, 3, 4))
            .filter(member -> !member.id().equals(master))
            .toList();
    RoundReport report = new RoundReport(number, number, master, 5, 0, 0, members);
    return new RecordLine.Round(number * SECOND, report, null, Map.of());
  }

  /** As ShiViz's own parser and model have it, which read with the flags g and m. */
  private static void assertIsALogOfShiviz(Path log) throws IOException {
    String text = Files.readString(log).strip();
    Matcher event = Pattern.compile(ShivizLines.EXPRESSION, Pattern.MULTILINE).matcher(text);
    Map<String, Integer> counts = new HashMap<>();
    List<Map<String, Object>> all = new ArrayList<>();
    int end = 0;
    while (event.find()) {
      assertEquals(end, event.start(), "nothing is passed over");
      end = event.end() + 1;
      Map<String, Object> clock = JSON.std.mapFrom(event.group("clock"));
      int count = counts.merge(event.group("host"), 1, Integer::sum);
      assertEquals(count, clock.get(event.group("host")), event::group);
      assertFalse(event.group("event").isBlank());
      all.add(clock);
    }
    assertEquals(text.length() + 1, end);
    for (Map<String, Object> clock : all) {
      clock.forEach(
          (host, count) ->
              assertTrue((Integer) count <= counts.getOrDefault(host, 0), clock::toString));
    }
  }

  private Path small(String id) throws IOException {
    Path record = folder.resolve("small");
    try (BufferedWriter out = Files.newBufferedWriter(record)) {
      Consumer<RecordLine> sink = line -> write(out, line);
      sink.accept(header());
      sink.accept(sample(id, 0, -2 * SECOND));
      sink.accept(
          new RecordLine.Round(
              SECOND,
              new RoundReport(
                  7,
                  2,
                  "c",
                  5,
                  0,
                  0,
                  List.of(new MemberReport(id, Outcome.ACCEPTED, "", 1, 2, 3, 4))),
              null,
              Map.of(id, 99L)));
      sink.accept(new RecordLine.Event(SECOND, EventKind.ELECTION, "c", "c leads in term 2"));
      sink.accept(sample(id, 2 * SECOND, 500));
      sink.accept(new RecordLine.End(2 * SECOND, "over"));
    }
    return record;
  }

  private String page(Path record) throws IOException {
    return Files.readString(report(record).make().page());
  }

  private Report report(Path record) {
    return new Report(record, folder.resolve("p.html"), Optional.empty(), Optional.empty());
  }

  private static RecordLine header() {
    return new RecordLine.Header(
        "berkeley 1", "now", 0, SECOND, "mean", 500, 42, List.of(), "elected");
  }

  private static RecordLine sample(String id, long at, long offset) {
    return new RecordLine.Sample(
        at, SampleSightings.of(id).bound(1_000).seen().status(), new TrueOffset(offset, 1));
  }

  private static void write(BufferedWriter out, RecordLine line) {
    try {
      out.write(RecordJson.of(line) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
