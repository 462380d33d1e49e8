package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A process must have been gone for ten seconds. */
class StaleEntryReaperTest {

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final StaleEntryReaper stale = new StaleEntryReaper(environment, 10 * SECOND);
  private final TestPeer life = new TestPeer("a");

  private List<String> takenOutAfter(long nanos) {
    environment.pass(nanos);
    stale.sweep();
    return environment.members().takenOut();
  }

  @Test
  void nobodyIsTakenOutBeforeItsTimeAndThenOnce() {
    stale.gone("a", life);
    assertEquals(List.of(), takenOutAfter(10 * SECOND - 1));
    assertEquals(List.of("a"), takenOutAfter(1));
    assertEquals(List.of("a"), takenOutAfter(20 * SECOND));
  }

  @Test
  void whoIsFoundGoneAgainIsGoneSinceTheFirstTime() {
    stale.gone("a", life);
    environment.pass(6 * SECOND);
    stale.gone("a", life);

    assertEquals(List.of("a"), takenOutAfter(4 * SECOND));
  }

  @Test
  void whoAnswersAgainOrFailsInAnotherWayIsNotGone() {
    stale.gone("a", life);
    environment.pass(9 * SECOND);
    stale.mayBeAlive("a");
    assertEquals(List.of(), takenOutAfter(SECOND));

    stale.gone("a", life);
    assertEquals(List.of(), takenOutAfter(9 * SECOND), "from then on");
  }

  @Test
  void anotherLifeUnderTheNameIsGoneSinceThen() {
    stale.gone("a", life);
    environment.pass(9 * SECOND);
    stale.gone("a", new TestPeer("a"));
    assertEquals(List.of(), takenOutAfter(9 * SECOND));
    assertEquals(List.of("a"), takenOutAfter(SECOND));
  }
}
