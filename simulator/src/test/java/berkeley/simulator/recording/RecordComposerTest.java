package berkeley.simulator.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.SampleSightings;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run as it is seen, and what of it is written down. */
final class RecordComposerTest {

  private static final long MILLI = 1_000_000;

  private final List<RecordLine> lines = new ArrayList<>();
  private final RecordComposer composer = new RecordComposer(lines::add);
  private final Sighting master = SampleSightings.of("master").seen();

  @Test
  void ofManyLooksFiveASecondAreKept() {
    for (long at = 0; at < 2_000; at += 50) {
      look(at, SampleSightings.of("a").seen());
    }

    assertEquals(10, samplesOf("a"));
  }

  @Test
  void aChangeIsKeptWhenItIsSeen() {
    look(0, SampleSightings.of("a").in(NodeState.NEWCOMER).offset(2_000_000_000, 0).seen());
    look(50, SampleSightings.of("a").offset(1_000, 0).seen());

    assertEquals(List.of("a: NEWCOMER to SYNCHRONISED, stepped by -2.00 s"), events());
    assertEquals(2, samplesOf("a"));
  }

  @Test
  void silenceIsSaidOnceAndSoIsTheReturn() {
    look(0, SampleSightings.of("a").seen());
    look(50);
    look(100);
    look(150, SampleSightings.of("a").seen());

    assertEquals(List.of("a does not answer", "a answers again"), events());
  }

  @Test
  void aNewLifeIsToldFromAnAnswer() {
    look(0, SampleSightings.of("a").seen());
    look(50);
    look(100, SampleSightings.of("a").inLife(2).seen());

    assertEquals(List.of("a does not answer", "a is back in a new life (pid 4711)"), events());
  }

  @Test
  void elections() {
    round(0, "master", 1);
    round(1_000, "b", 2);

    assertEquals(
        List.of("master leads in term 1", "b leads in term 2; master led term 1"), events());
  }

  @Test
  void aRejectionIsSaidWithItsReason() {
    round(0, "master", 1, member("a", Outcome.ACCEPTED, 0));
    round(1_000, "master", 1, new MemberReport("a", Outcome.REJECTED, "far off", 9, 1, 1, 1));
    round(2_000, "master", 1, new MemberReport("a", Outcome.REJECTED, "far off", 9, 1, 1, 1));

    assertEquals(List.of("master leads in term 1", "a: REJECTED in round 1 (far off)"), events());
  }

  @Test
  void anErrorIsWhatWasMeasuredLessTheTruthBeforeTheRound() {
    look(0, SampleSightings.of("a").offset(-700, 0).seen());

    round(50, "master", 1, member("a", Outcome.ACCEPTED, 1_200), member("b", Outcome.ACCEPTED, 1));

    assertEquals(Map.of("a", 1_900L), newestRound().trueErrors());
  }

  @Test
  void ofANewcomerNoErrorIsClaimedSinceItMayHaveStepped() {
    look(0, SampleSightings.of("a").in(NodeState.NEWCOMER).offset(-700, 0).seen());

    round(50, "master", 1, member("a", Outcome.ACCEPTED, 1_200));

    assertTrue(newestRound().trueErrors().isEmpty());
  }

  private void look(long millis, Sighting... others) {
    List<Sighting> all = new ArrayList<>(Arrays.asList(others));
    all.add(master);
    composer.looked(millis * MILLI, new Snapshot(all));
  }

  private void round(long millis, String leader, long term, MemberReport... members) {
    RoundReport report = new RoundReport(1, term, leader, 5, 0, 0, List.of(members));
    composer.round(millis * MILLI, report, new Snapshot(List.of()));
  }

  private static MemberReport member(String id, Outcome outcome, long offset) {
    return new MemberReport(id, outcome, "", offset, 2_000, 4_000, -offset);
  }

  private long samplesOf(String id) {
    return lines.stream()
        .filter(line -> line instanceof RecordLine.Sample s && s.status().id().equals(id))
        .count();
  }

  private List<String> events() {
    return lines.stream()
        .filter(RecordLine.Event.class::isInstance)
        .map(line -> ((RecordLine.Event) line).text())
        .toList();
  }

  private RecordLine.Round newestRound() {
    return lines.stream()
        .filter(RecordLine.Round.class::isInstance)
        .map(RecordLine.Round.class::cast)
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
