package berkeley.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A line for each change, and none for each round. */
final class RejectionLogTest {

  private final RejectionLog standings = new RejectionLog();

  private List<String> after(Outcome outcome) {
    MemberReport member = new MemberReport("b", outcome, "", 0, 0, 0, 0);
    return standings.changes(new RoundReport(1, 1, "a", 0, 0, 0, List.of(member))).stream()
        .map(changed -> changed.id() + " " + changed.outcome())
        .toList();
  }

  @Test
  void onlyTheFirstOfSeveralRejectionsIsAChange() {
    assertEquals(List.of(), after(Outcome.ACCEPTED));
    assertEquals(List.of("b REJECTED"), after(Outcome.REJECTED));
    assertEquals(List.of(), after(Outcome.REJECTED));
    assertEquals(List.of("b ACCEPTED"), after(Outcome.ACCEPTED));
    assertEquals(List.of(), after(Outcome.ACCEPTED));
  }
}
