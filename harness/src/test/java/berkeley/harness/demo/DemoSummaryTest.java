package berkeley.harness.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.simulator.observation.InvariantChecker;
import berkeley.simulator.observation.SampleSightings;
import berkeley.simulator.observation.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DemoSummaryTest {

  private final InvariantChecker watch = new InvariantChecker(500, Map.of());
  private final Snapshot before = snapshot(2_000_000_000, NodeState.NEWCOMER);
  private final Snapshot after = snapshot(-1_500, NodeState.SYNCHRONISED);

  @Test
  void theDocumentIsTheOneThatScriptsRelyOn() {
    assertEquals(
        "{\"rounds\":10,\"term\":1,\"master\":\"master\",\"spread_before_ns\":2000000000,"
            + "\"spread_after_ns\":1500,\"spread_worst_ns\":1500,\"spread_worst_since_round\":6,"
            + "\"duration_ns\":9000000000,\"seed\":42,"
            + "\"invariants\":{\"containment\":0,\"monotonicity\":0,\"obedience\":0,\"slew\":0},"
            + "\"violations\":[],\"nodes\":["
            + "{\"id\":\"a\",\"role\":\"SLAVE\",\"state\":\"SYNCHRONISED\","
            + "\"true_offset_before_ns\":2000000000,\"true_offset_after_ns\":-1500,"
            + "\"error_bound_ns\":1000,\"frequency_ppm\":0.0},"
            + "{\"id\":\"master\",\"role\":\"MASTER\",\"state\":\"SYNCHRONISED\","
            + "\"true_offset_before_ns\":0,\"true_offset_after_ns\":0,"
            + "\"error_bound_ns\":1000,\"frequency_ppm\":0.0}]}",
        DemoSummary.json(result(after), 42));
  }

  @Test
  void theAimIsReachedWhenAllAreSynchronisedAndNothingWasViolated() {
    assertTrue(result(after).reachedAim());
  }

  @Test
  void aNodeThatIsNotSynchronisedMissesTheAim() {
    assertFalse(result(before).reachedAim());
  }

  @Test
  void aViolationMissesTheAim() {
    watch.saw(SampleSightings.of("a").offset(5_000, 0).bound(1_000).seen());

    assertFalse(result(after).reachedAim());
  }

  @Test
  void forPeopleItFitsEightyColumns() {
    List<String> lines = DemoSummary.text(result(after), false);

    assertTrue(
        lines.stream().allMatch(line -> line.length() <= 80), () -> String.join("\n", lines));
    assertTrue(
        lines.contains("10 rounds in 9.00 s: all 2 nodes are synchronised"), lines::toString);
  }

  private DemoResult result(Snapshot last) {
    SpreadHistory spreads = new SpreadHistory(6);
    spreads.add(before, 0);
    spreads.add(last, 10);
    return new DemoResult(10, 1, "master", 2, Duration.ofSeconds(9), before, last, spreads, watch);
  }

  private static Snapshot snapshot(long offsetNanos, NodeState state) {
    return new Snapshot(
        List.of(
            SampleSightings.of("a").in(state).offset(offsetNanos, 0).seen(),
            SampleSightings.of("master").in(state).seen()));
  }
}
