package berkeley.slave;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.MemberReport;
import berkeley.api.Outcome;
import berkeley.api.RoundReport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeafnessTest {

  private final Deafness deafness = new Deafness();

  private boolean afterRound(Outcome... outcomes) {
    return deafness.isNoticedIn(
        new RoundReport(
            1,
            1,
            "m",
            0,
            0,
            0,
            Stream.of(outcomes)
                .map(outcome -> new MemberReport("a", outcome, "", 0, 0, 0, 0))
                .toList()));
  }

  @Test
  void onlyRoundsInARowThatReachNobodyCount() {
    for (int i = 1; i < Deafness.ROUNDS; i++) {
      assertFalse(afterRound(Outcome.UNREACHABLE, Outcome.UNREACHABLE));
    }
    assertFalse(afterRound(Outcome.UNREACHABLE, Outcome.REJECTED), "one has answered");
    for (int i = 1; i < Deafness.ROUNDS; i++) {
      assertFalse(afterRound(Outcome.UNREACHABLE));
    }
    assertTrue(afterRound(Outcome.UNREACHABLE));
    assertFalse(afterRound(Outcome.UNREACHABLE), "it counts anew");
  }

  @Test
  void aMasterThatIsAloneIsNotDeaf() {
    for (int i = 0; i < 2 * Deafness.ROUNDS; i++) {
      assertFalse(afterRound());
    }
  }
}
