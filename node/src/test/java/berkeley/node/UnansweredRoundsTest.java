package berkeley.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnansweredRoundsTest {

  private final UnansweredRounds deafness = new UnansweredRounds();

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
    for (int i = 1; i < UnansweredRounds.ROUNDS; i++) {
      assertFalse(afterRound(Outcome.UNREACHABLE, Outcome.UNREACHABLE));
    }
    assertFalse(afterRound(Outcome.UNREACHABLE, Outcome.REJECTED), "one has answered");
    for (int i = 1; i < UnansweredRounds.ROUNDS; i++) {
      assertFalse(afterRound(Outcome.UNREACHABLE));
    }
    assertTrue(afterRound(Outcome.UNREACHABLE));
    assertFalse(afterRound(Outcome.UNREACHABLE), "it counts anew");
  }

  @Test
  void roundsWithoutMembersAreNotUnanswered() {
    for (int i = 0; i < 2 * UnansweredRounds.ROUNDS; i++) {
      assertFalse(afterRound());
    }
  }
}
