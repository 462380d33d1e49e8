package berkeley.launcher.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.harness.status.ClusterStatus;
import berkeley.harness.status.StatusReading;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code status} shows: the shape that scripts rely on, and a table for people. */
final class StatusOutputTest {

  private static final NodeStatus A =
      node("a", Role.SLAVE, NodeState.SYNCHRONISED, 1, 35_000, 2, 1_000_000_000);
  private static final NodeStatus NEW =
      node("new", Role.SLAVE, NodeState.NEWCOMER, 0, Long.MAX_VALUE, 0, 0);
  private static final NodeStatus MASTER =
      node("master", Role.MASTER, NodeState.SYNCHRONISED, 1, 0, 2, 1_000_000_000);
  private static final RoundReport ROUND =
      new RoundReport(
          2,
          1,
          "master",
          7_000_000,
          0,
          0,
          List.of(
              new MemberReport("a", Outcome.ACCEPTED, "", -1_200, 800, 1_500, 1_200),
              new MemberReport("foreign", Outcome.REJECTED, "far off", 5, 6, 7, -5)));
  private static final ClusterStatus SURVEY =
      new ClusterStatus(
          List.of(reading(NEW), reading(MASTER), reading(A)),
          List.of(new ClusterStatus.Foreign("foreign", 42)),
          List.of(new ClusterStatus.Silent("dead", "connection refused")),
          List.of(),
          Optional.of(ROUND));

  @Test
  void asJsonEveryNodeHasItsReadingAndItsRound() {
    assertEquals(
        "{\"term\":1,\"master\":\"master\",\"nodes\":["
            + "{\"id\":\"a\",\"role\":\"SLAVE\",\"state\":\"SYNCHRONISED\",\"term\":1,"
            + "\"master\":\"master\",\"pid\":4711,\"ticks_ns\":1500000000,\"time_ns\":99,"
            + "\"error_bound_ns\":35000,\"frequency_ppm\":-12.5,\"slew_ppm\":0.25,"
            + "\"offset_ns\":-1200,\"adjustments\":2,\"refusals\":0,"
            + "\"last_adjusted_age_ns\":500000000,\"ticks_source\":\"CLOCK_MONOTONIC_RAW\","
            + "\"rtt_ns\":1500,\"outcome\":\"ACCEPTED\"},"
            + "{\"id\":\"master\",\"role\":\"MASTER\",\"state\":\"SYNCHRONISED\",\"term\":1,"
            + "\"master\":\"master\",\"pid\":4711,\"ticks_ns\":1500000000,\"time_ns\":99,"
            + "\"error_bound_ns\":0,\"frequency_ppm\":-12.5,\"slew_ppm\":0.25,"
            + "\"offset_ns\":-1200,\"adjustments\":2,\"refusals\":0,"
            + "\"last_adjusted_age_ns\":500000000,\"ticks_source\":\"CLOCK_MONOTONIC_RAW\"},"
            + "{\"id\":\"new\",\"role\":\"SLAVE\",\"state\":\"NEWCOMER\",\"term\":0,"
            + "\"master\":\"master\",\"pid\":4711,\"ticks_ns\":1500000000,\"time_ns\":99,"
            + "\"error_bound_ns\":null,\"frequency_ppm\":-12.5,\"slew_ppm\":0.25,"
            + "\"offset_ns\":-1200,\"adjustments\":0,\"refusals\":0,"
            + "\"last_adjusted_age_ns\":null,\"ticks_source\":\"System.nanoTime\"}],"
            + "\"foreign\":[{\"id\":\"foreign\",\"time_ns\":42,\"rtt_ns\":7,"
            + "\"outcome\":\"REJECTED\",\"reason\":\"far off\"}],"
            + "\"unreachable\":[{\"id\":\"dead\",\"reason\":\"connection refused\"}],"
            + "\"registries_unreachable\":[]}",
        StatusJson.of(SURVEY));
  }

  @Test
  void asATableItFitsEightyColumns() {
    List<String> lines = StatusTable.of(SURVEY);

    assertTrue(
        lines.stream().allMatch(line -> line.length() <= 80), () -> String.join("\n", lines));
    assertEquals(
        """
        NODE         ROLE   STATE        TERM    OFFSET     BOUND  FREQUENCY       RTT
        a            SLAVE  SYNCHRONISED    1  -1.20 us   35.0 us  -12.50ppm   1.50 us
        master       MASTER SYNCHRONISED    1  -1.20 us      0 ns  -12.50ppm         -
        new          SLAVE  NEWCOMER        0  -1.20 us         -  -12.50ppm         -
                     not corrected yet
        foreign      SLAVE  (foreign)       -     +5 ns         -          -      7 ns
                     REJECTED: far off
        dead         -      UNREACHABLE  connection refused
        master leads in term 1, round 2 took 7.00 ms
        ticks: CLOCK_MONOTONIC_RAW of a, master
        ticks: System.nanoTime of new\
        """,
        String.join("\n", lines));
  }

  @Test
  void aCounterThatAllNodesShareIsNamedOnce() {
    ClusterStatus survey =
        new ClusterStatus(
            List.of(reading(MASTER), reading(A)),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());
    List<String> lines = StatusTable.of(survey);

    assertEquals("ticks: CLOCK_MONOTONIC_RAW", lines.get(lines.size() - 1));
  }

  @Test
  void ofTwoWhoThinkTheyLeadTheNewerTermCounts() {
    NodeStatus old = node("old", Role.MASTER, NodeState.SYNCHRONISED, 1, 0, 1, 0);
    NodeStatus newer = node("newer", Role.MASTER, NodeState.SYNCHRONISED, 2, 0, 1, 0);
    ClusterStatus survey =
        new ClusterStatus(
            List.of(reading(old), reading(newer)),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());

    assertEquals("newer", survey.leader().orElseThrow().id());
  }

  private static StatusReading reading(NodeStatus status) {
    return new StatusReading(status, 0, 0);
  }

  private static NodeStatus node(
      String id,
      Role role,
      NodeState state,
      long term,
      long boundNanos,
      long adjustments,
      long lastAdjustedTicks) {
    return new NodeStatus(
        id,
        1,
        4711,
        role,
        state,
        term,
        "master",
        new Reading(1_500_000_000, 99),
        boundNanos,
        -12.5,
        0.25,
        -1_200,
        adjustments,
        0,
        lastAdjustedTicks,
        id.equals("new") ? "System.nanoTime" : "CLOCK_MONOTONIC_RAW");
  }
}
