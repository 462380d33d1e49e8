package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Statement;
import berkeley.master.UpstreamState;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Master "m" of term 3, which shows its host's ticks, keeps what it hears for five seconds. */
class PushCollectorTest {

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final OwnClock clock = new OwnClock(environment);
  private final PushCollector pushes = new PushCollector("m", 7, 3, clock, 5 * SECOND);

  private Adjustment push(String id, long aheadNanos) {
    return pushes.push(id, environment.ticks() + aheadNanos, false);
  }

  @Test
  void eachIsToldHowFarItIsFromTheAverageInWhichTheMasterCountsToo() {
    Adjustment first = push("a", 2 * MILLI);
    assertEquals(-MILLI, first.deltaNanos());
    assertEquals(MILLI, first.errorBoundNanos());
    assertEquals(environment.ticks() + 2 * MILLI, first.readingNanos());

    assertEquals(-2 * MILLI, push("b", 4 * MILLI).deltaNanos());
    assertEquals(Set.of("a", "b"), pushes.senders());
  }

  @Test
  void correctionsAndRoundsAreNumberedInOneSequence() {
    assertEquals(1, pushes.nextRound());
    assertEquals(2, push("a", 0).round());
    assertEquals(3, pushes.nextRound());
  }

  @Test
  void whoIsSilentForTooLongIsNoSenderAnyMore() {
    push("a", 0);
    environment.pass(5 * SECOND);
    assertEquals(Set.of("a"), pushes.senders());
    environment.pass(1);
    assertEquals(Set.of(), pushes.senders());
  }

  @Test
  void belowAParentEachIsToldHowFarItIsFromTheMaster() {
    clock.follow(new UpstreamState(true, false));
    clock.doubt(7 * MILLI);
    Adjustment told = push("a", 2 * MILLI);

    assertEquals(-2 * MILLI, told.deltaNanos());
    assertEquals(7 * MILLI, told.errorBoundNanos());
  }

  @Test
  void eachIsToldWhatTheMasterSaysOfClusterTimeAndInWhichLife() {
    Statement said = new Statement(8, 9, 3 * MILLI, true);
    clock.become(said);
    clock.doubt(4 * MILLI);
    Adjustment told = push("a", 2 * MILLI);

    assertEquals(said, told.statement());
    assertEquals(7, told.incarnation());
    assertEquals(5 * MILLI, told.errorBoundNanos(), "the doubt, and how far the average is off");
  }

  @Test
  void aMasterWithoutClusterTimeTellsNobodyAnything() {
    clock.becomeNewcomer(true);

    assertThrows(IllegalStateException.class, () -> push("a", 0));
  }
}
