package berkeley.simulator.textbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.PushReport;
import berkeley.api.wire.RoundReport;
import berkeley.master.CorrectionRules;
import berkeley.master.MasterSettings;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of a textbook's cluster: the three clocks of 3:00, 2:50 and 3:25. */
final class TextbookRunTest {

  private static final long MINUTE = 60_000_000_000L;
  private static final long NEAR = 1_000_000;

  @TempDir Path folder;

  private final List<RoundReport> rounds = new ArrayList<>();
  private final List<PushReport> pushes = new ArrayList<>();

  private void run(Scenario scenario, Optional<Duration> push) {
    new TextbookRun(
            scenario.withDuration(Duration.ofSeconds(4)),
            101,
            push,
            new TextbookListener() {
              @Override
              public void led(RoundReport report, long masterNanos) {
                rounds.add(report);
              }

              @Override
              public void pushed(PushReport report) {
                pushes.add(report);
              }
            })
        .run();
  }

  private static Scenario textbook() {
    return Scenarios.builtIn("textbook");
  }

  private static Scenario textbook(MasterSettings.Builder settings) {
    return textbook().withMaster(settings.build());
  }

  private static void assertNear(long wanted, long found) {
    assertTrue(Math.abs(wanted - found) < NEAR, () -> wanted + " and not " + found);
  }

  @Test
  void theFirstRoundSetsAllToFivePastThree() {
    run(textbook(), Optional.empty());

    RoundReport first = rounds.get(0);
    assertNear(5 * MINUTE, first.agreedOffsetNanos());
    assertNear(5 * MINUTE, first.masterDeltaNanos());
    assertNear(15 * MINUTE, first.members().get(0).deltaNanos());
    assertNear(-20 * MINUTE, first.members().get(1).deltaNanos());
    for (RoundReport later : rounds.subList(1, rounds.size())) {
      later.members().forEach(member -> assertNear(0, member.offsetNanos()));
    }
    assertEquals(4, rounds.size());
  }

  @Test
  void aRejectedClockIsLeftWhereItIs() {
    run(
        textbook(
            textbook().master().toBuilder()
                .average("tempo")
                .gamma(Duration.ofMinutes(15))
                .corrections(CorrectionRules.DEFAULT.withLeaveRejected(true))),
        Optional.empty());

    MemberReport left = rounds.get(3).members().get(1);
    assertEquals(Outcome.REJECTED, left.outcome());
    assertEquals(0, left.deltaNanos());
    assertNear(30 * MINUTE, left.offsetNanos()); // 3:25, where the others are at 2:55
  }

  @Test
  void belowTheThresholdNobodyMoves() {
    run(
        textbook(
            textbook().master().toBuilder()
                .corrections(CorrectionRules.DEFAULT.withThreshold(Duration.ofMinutes(21)))),
        Optional.empty());

    rounds.forEach(round -> assertEquals(0, round.masterDeltaNanos()));
    assertNear(25 * MINUTE, rounds.get(3).members().get(1).offsetNanos());
  }

  @Test
  void whoSendsItsTimeIsAnsweredAndNotAsked() {
    run(textbook(), Optional.of(Duration.ofSeconds(1)));

    rounds.forEach(round -> assertEquals(List.of(), round.members()));
    assertEquals(2, pushes.get(0).counted().size());
    assertEquals(3, pushes.get(1).counted().size());
    assertNear(pushes.get(0).offsetNanos() / 2, pushes.get(0).averageNanos());
    assertNear(
        pushes.get(0).averageNanos() - pushes.get(0).offsetNanos(), pushes.get(0).deltaNanos());
  }

  @Test
  void aClockThatIsCutOffIsLeftOutAndAskedAgain() throws IOException {
    Path file = folder.resolve("cut.properties");
    Files.writeString(file, "slaves = 2\naverage = mean\noutages = 1:0s..2500ms\n");

    run(Scenarios.find(file.toString()), Optional.empty());

    List<Outcome> outcomes =
        rounds.stream().map(round -> round.members().get(0).outcome()).distinct().toList();
    assertEquals(List.of(Outcome.UNREACHABLE, Outcome.ACCEPTED), outcomes);
    rounds.forEach(
        round -> assertEquals(Outcome.ACCEPTED, round.members().get(1).outcome(), round::toString));
  }
}
