package berkeley.simulator.bully;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the two elections do differently, over a few seeds. */
final class ElectionComparisonTest {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private static ElectionComparison both;

  @BeforeAll
  static void run() {
    both = ElectionComparison.run(3, PERIOD, 0, 1, 2);
  }

  @Test
  void aSplitNetworkHasTwoMastersByPriorityAndOneByMajority() {
    for (ElectionCost bully : both.bully()) {
      assertTrue(bully.splitSeveralNanos() > 20 * PERIOD.toNanos(), bully::toString);
      assertEquals(0, bully.splitWithoutNanos());
    }
    for (ElectionCost quorum : both.quorum()) {
      assertEquals(0, quorum.splitSeveralNanos(), quorum::toString);
      assertTrue(quorum.splitWithoutNanos() > 0, quorum::toString);
    }
  }

  @Test
  void theHighestTakesOverWhenItIsBackAndAnElectedMasterStays() {
    both.bully().forEach(bully -> assertEquals(1, bully.backChanges()));
    both.quorum().forEach(quorum -> assertEquals(0, quorum.backChanges()));
  }

  @Test
  void afterTheMastersDeathBothHaveAnotherWithinSomePeriods() {
    both.bully().forEach(each -> assertTrue(each.killedWithoutNanos() < 4 * PERIOD.toNanos()));
    both.quorum().forEach(each -> assertTrue(each.killedWithoutNanos() < 4 * PERIOD.toNanos()));
    both.bully().forEach(each -> assertTrue(each.killedMessages() > 0));
    both.quorum().forEach(each -> assertTrue(each.killedMessages() > 0));
  }

  @Test
  void theSameSeedIsTheSameTrial() {
    assertEquals(both.quorum().get(0), ElectionComparison.run(3, PERIOD, 0, 1, 1).quorum().get(0));
    assertEquals(both.bully().get(0), ElectionComparison.run(3, PERIOD, 0, 1, 1).bully().get(0));
  }

  @Test
  void whatIsOutOfItsRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ElectionComparison.run(2, PERIOD, 0, 1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> ElectionComparison.run(5, PERIOD, 0.6, 1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> ElectionComparison.run(5, Duration.ofMillis(1), 0, 1, 1));
  }
}
