package berkeley.slave.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording holds of a node. */
final class FlightRecorderTest {

  @TempDir private Path folder;

  @Test
  void roundCorrectionStateAndElectionAreRecorded() throws Exception {
    List<RecordedEvent> events;
    recordAll("unrecorded");
    try (Recording recording = new Recording()) {
      for (String name : List.of("Round", "Correction", "State", "Election")) {
        recording.enable("berkeley." + name);
      }
      recording.start();
      recordAll("n");
      recording.stop();
      Path file = folder.resolve("recording.jfr");
      recording.dump(file);
      events = RecordingFile.readAllEvents(file);
    }

    assertEquals(4, events.size(), events::toString);
    assertTrue(events.stream().allMatch(e -> e.getString("node").equals("n")), events::toString);
    RecordedEvent round = event(events, "berkeley.Round");
    assertEquals(Duration.ofMillis(4), round.getDuration("took"));
    assertEquals(1, round.getInt("accepted"));
    assertEquals(1, round.getInt("unreachable"));
    RecordedEvent correction = event(events, "berkeley.Correction");
    assertEquals(Duration.ofNanos(-5), correction.getDuration("delta"));
    assertEquals("m", correction.getString("master"));
    assertEquals("HOLDOVER", event(events, "berkeley.State").getString("to"));
    assertEquals("ELECTED", event(events, "berkeley.Election").getString("what"));
  }

  private static void recordAll(String node) {
    FlightRecording.round(
        new RoundReport(
            7,
            3,
            node,
            4_000_000,
            0,
            0,
            List.of(
                new MemberReport("b", Outcome.ACCEPTED, "", 2, 30, 50, -2),
                MemberReport.unreachable("d", "gone"))));
    FlightRecording.correction(node, new Adjustment(-5, 10, 100, 3, 7, 20, "m"));
    FlightRecording.state(node, 3, NodeState.SYNCHRONISED, NodeState.HOLDOVER);
    FlightRecording.election(node, 3, "ELECTED", node);
  }

  private static RecordedEvent event(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + events));
  }
}
