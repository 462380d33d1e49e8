package berkeley.harness.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.BoundComposition;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.record.RecordJson;
import berkeley.simulator.observation.TrueOffset;
import berkeley.simulator.promise.Promise;
import berkeley.simulator.recording.RecordLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sound record keeps all promises; one with a changed sample breaks what that breaks. */
final class RecordCheckTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final long START_TICKS = Long.MAX_VALUE - SECOND;
  private static final long EPOCH = 7;
  private static final int SECONDS = 150;
  private static final Duration WIDTH = Duration.ofMillis(10);

  @TempDir private Path folder;

  /** A node at one instant, all times in ms of cluster time. */
  private record Said(
      String id,
      long incarnation,
      long atMillis,
      long timeMillis,
      long halfWidthMillis,
      long term,
      String master,
      boolean leads) {

    static Said soundly(String id, long atMillis) {
      return new Said(id, 1, atMillis, atMillis, 2, 3, "a", id.equals("a"));
    }

    RecordLine line() {
      long time = timeMillis * MILLI;
      return new RecordLine.Sample(
          atMillis * MILLI + 5,
          new NodeStatus(
              id,
              incarnation,
              1,
              leads ? Role.MASTER : Role.SLAVE,
              NodeState.SYNCHRONISED,
              term,
              master,
              new Reading(START_TICKS + atMillis * MILLI, time),
              halfWidthMillis * MILLI,
              0,
              0,
              0,
              atMillis / 1_000,
              0,
              0,
              "raw",
              EPOCH,
              time - halfWidthMillis * MILLI,
              time + halfWidthMillis * MILLI,
              0,
              new BoundComposition(0, 0, 0, leads ? 2 * SECOND : 0, 0)),
          TrueOffset.UNKNOWN);
    }
  }

  private static List<Said> soundSamples() {
    List<Said> samples = new ArrayList<>();
    for (long at = 0; at < SECONDS * 1_000; at += 200) {
      for (String id : List.of("a", "b", "c")) {
        samples.add(Said.soundly(id, at));
      }
    }
    return samples;
  }

  /** Puts a sample in the place of that node's at that time. */
  private static List<Said> with(Said changed) {
    return soundSamples().stream()
        .map(
            each ->
                each.id().equals(changed.id()) && each.atMillis() == changed.atMillis()
                    ? changed
                    : each)
        .toList();
  }

  private Path record(List<Said> samples, RecordLine... faults) throws IOException {
    List<RecordLine> lines = new ArrayList<>();
    lines.add(
        new RecordLine.Header(
            "test",
            "2026-01-01T00:00:00Z",
            START_TICKS,
            SECOND,
            "mean",
            500,
            1,
            List.of(
                new RecordLine.Planned("a", 0, 0),
                new RecordLine.Planned("b", 0, 90),
                new RecordLine.Planned("c", 0, -90)),
            "elected"));
    lines.addAll(List.of(faults));
    samples.forEach(each -> lines.add(each.line()));
    return Files.writeString(
        folder.resolve("run.jsonl"),
        lines.stream().map(RecordJson::of).collect(Collectors.joining("\n", "", "\n")));
  }

  private static Set<Promise> broken(CheckResult result) {
    return Arrays.stream(Promise.values())
        .filter(each -> result.summary().violations(each) > 0)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Promise.class)));
  }

  @Test
  void aSoundRecordIsHeldAgainstAllPromisesAndKeepsThem() throws IOException {
    CheckResult result = RecordCheck.check(record(soundSamples()), WIDTH);

    assertTrue(result.isKept(), () -> result.lines().toString());
    for (Promise promise : Promise.values()) {
      assertTrue(result.summary().checks(promise) > 0, promise::text);
    }
    assertEquals(0, result.foreign());
  }

  /** The second last column is the time that is told, the last one half the interval's width. */
  @ParameterizedTest
  @CsvSource({
    "CONTAINMENT,     b, 1, 3, a, false, 140010, 2",
    "COMMIT_WAIT,     c, 1, 3, a, false, 139790, 1",
    "MONOTONICITY,    b, 1, 3, a, false, 139700, 2",
    "RATES,           c, 1, 3, a, false, 140001, 2",
    "FENCING,         b, 1, 2, c, false, 140000, 2",
    "DISJOINT_LEASES, c, 1, 4, c, true,  140000, 2",
    "RECOVERY,        b, 1, 3, a, false, 140000, 9",
  })
  void aChangedSampleIsFound(
      Promise promise,
      String id,
      long incarnation,
      long term,
      String master,
      boolean leads,
      long timeMillis,
      long halfWidthMillis)
      throws IOException {
    Said changed =
        new Said(id, incarnation, 140_000, timeMillis, halfWidthMillis, term, master, leads);

    CheckResult result = RecordCheck.check(record(with(changed)), WIDTH);

    assertFalse(result.isKept());
    assertTrue(broken(result).contains(promise), () -> result.lines().toString());
  }

  @Test
  void aNodeThatIsMadeToRunWrongIsExcused() throws IOException {
    Path record =
        record(
            with(new Said("b", 1, 140_000, 140_010, 2, 3, "a", false)),
            new RecordLine.Fault(1, "b", "lie", true, Map.of("ahead_ns", SECOND)));

    CheckResult result = RecordCheck.check(record, Duration.ZERO);

    assertTrue(result.isKept(), () -> result.lines().toString());
    assertTrue(result.summary().excusedShare() > 0.3);
  }

  @Test
  void whatARecordDoesNotTellIsNotJudgedAndSaid() throws IOException {
    String old =
        Files.readString(record(soundSamples()))
            .replaceAll("\"(epoch|earliest_ns|latest_ns|good_for_ns|disruptions)\":-?\\d+,", "")
            .replace("\"mastership\":\"elected\"", "\"mastership\":\"fixed\"");
    Path record = Files.writeString(folder.resolve("old"), old);

    CheckResult result = RecordCheck.check(record, Duration.ZERO);

    assertTrue(result.isKept());
    List<String> rows = result.lines();
    assertEquals("not judged: the record tells no intervals", told(rows, "containment"));
    assertEquals("not judged: the record tells no intervals", told(rows, "commit_wait"));
    assertEquals("not judged: its masters are not elected", told(rows, "disjoint_leases"));
    assertEquals("not judged: needs --usual-width", told(rows, "recovery"));
    assertEquals("", told(rows, "monotonicity"));
    assertEquals("", told(rows, "rates"));
  }

  private static String told(List<String> rows, String promise) {
    String row = rows.stream().filter(each -> each.startsWith(promise)).findFirst().orElseThrow();
    return row.contains("not judged") ? row.substring(row.indexOf("not judged")) : "";
  }

  @Test
  void samplesOfAnotherCounterAreLeftOutAndCounted() throws IOException {
    String text = Files.readString(record(soundSamples()));
    String later = text.replace("\"start_ticks_ns\":" + START_TICKS, "\"start_ticks_ns\":5");
    Path record = Files.writeString(folder.resolve("other"), later);

    CheckResult result = RecordCheck.check(record, Duration.ZERO);

    assertEquals(result.samples(), result.foreign());
    assertTrue(result.lines().stream().noneMatch(line -> line.contains("NaN")));
  }

  @Test
  void aRecordWithoutASampleIsRefused() throws IOException {
    Path record = record(List.of());

    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> RecordCheck.check(record, Duration.ZERO));

    assertEquals(record + " has no sample of a node, so there is nothing to check", failure.line());
    assertEquals(ExitCode.MISSING, failure.exitCode());
  }
}
