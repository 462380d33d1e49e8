package berkeley.harness.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The shape that scripts rely on; a change here is a change of the contract. */
final class RoundLinesTest {

  private final RoundReport report =
      new RoundReport(
          7,
          1,
          "master",
          12_300_000,
          -250,
          -250,
          List.of(
              new MemberReport("a", Outcome.ACCEPTED, "", 1_500, 900, 1_600, -1_750),
              new MemberReport("b", Outcome.REJECTED, "too far off", 9_000_000, 9, 10, -9_000_250),
              MemberReport.unreachable("c", "no answer")));

  @Test
  void aRoundIsOneLineOfJson() {
    assertEquals(
        "{\"round\":7,\"term\":1,\"master\":\"master\",\"duration_ns\":12300000,"
            + "\"agreed_offset_ns\":-250,\"master_delta_ns\":-250,\"members\":["
            + "{\"id\":\"a\",\"outcome\":\"ACCEPTED\",\"offset_ns\":1500,\"error_bound_ns\":900,"
            + "\"rtt_ns\":1600,\"delta_ns\":-1750},"
            + "{\"id\":\"b\",\"outcome\":\"REJECTED\",\"reason\":\"too far off\","
            + "\"offset_ns\":9000000,\"error_bound_ns\":9,\"rtt_ns\":10,\"delta_ns\":-9000250},"
            + "{\"id\":\"c\",\"outcome\":\"UNREACHABLE\",\"reason\":\"no answer\","
            + "\"offset_ns\":0,\"error_bound_ns\":0,\"rtt_ns\":0,\"delta_ns\":0}]}",
        RoundLines.json(report));
  }

  @Test
  void whatIsWrittenAsJsonIsReadBack() {
    assertEquals(Optional.of(report), RoundLines.parse(RoundLines.json(report)));
  }

  @Test
  void aLineThatIsNoRoundIsNone() {
    assertEquals(Optional.empty(), RoundLines.parse("READY port=1"));
    assertThrows(IllegalArgumentException.class, () -> RoundLines.parse("{\"kind\":\"end\"}"));
  }

  @Test
  void forPeopleItSaysWhatBecameOfWhom() {
    assertEquals(
        "round 7  term 1  took 12.3 ms  agreed -250 ns  a +1.50 us +-900 ns;"
            + " b +9.00 ms +-9 ns REJECTED (too far off); c UNREACHABLE (no answer)",
        RoundLines.plain(report));
  }

  @Test
  void anEmptyRoundSaysSo() {
    assertEquals(
        "round 1  term 2  took 5 ns  agreed 0 ns  nobody to ask",
        RoundLines.plain(new RoundReport(1, 2, "m", 5, 0, 0, List.of())));
  }
}
