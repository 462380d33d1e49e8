package berkeley.node.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.RoundReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnansweredRoundsGuardTest {

  private int stepped;
  private final UnansweredRoundsGuard guard = new UnansweredRoundsGuard("m", () -> stepped++);

  private int afterRounds(int rounds) {
    for (int i = 0; i < rounds; i++) {
      guard.led(
          new RoundReport(i, 1, "m", 0, 0, 0, List.of(MemberReport.unreachable("a", "no answer"))));
    }
    return stepped;
  }

  @Test
  void aMasterWhomNobodyAnswersStepsDownOnceForEachFiveRounds() {
    assertEquals(0, afterRounds(4));
    assertEquals(1, afterRounds(1));
    assertEquals(1, afterRounds(4));
    assertEquals(2, afterRounds(1));
  }
}
