package berkeley.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class FleetPlanTest {

  @Property(tries = 100)
  void whatIsDrawnLiesWithinItsLimitsAndEveryNameIsUnique(
      @ForAll @IntRange(min = 1, max = 100) int slaves, @ForAll long seed) {
    FleetPlan plan = FleetPlan.of(slaves, seed, List.of(), List.of());

    assertEquals(slaves, plan.slaves().size());
    assertEquals(slaves + 1, plan.driftsPpm().size());
    for (NodePlan node : plan.nodes()) {
      assertTrue(node.offset().abs().compareTo(Duration.ofSeconds(5)) <= 0);
      assertTrue(Math.abs(node.driftPpm()) <= 100);
    }
  }

  @Test
  void theSameSeedGivesTheSameFleet() {
    assertEquals(
        FleetPlan.of(4, 7, List.of(), List.of()), FleetPlan.of(4, 7, List.of(), List.of()));
    assertNotEquals(
        FleetPlan.of(4, 7, List.of(), List.of()), FleetPlan.of(4, 8, List.of(), List.of()));
  }

  @Test
  void givenValuesGoToTheSlavesInOrderAndLeaveTheMasterRight() {
    FleetPlan plan =
        FleetPlan.of(2, 1, List.of(Duration.ofSeconds(-2), Duration.ofHours(1)), List.of(5.0, 6.0));

    assertEquals(new NodePlan("a", Duration.ofSeconds(-2), 5.0), plan.slaves().get(0));
    assertEquals(new NodePlan("b", Duration.ofHours(1), 6.0), plan.slaves().get(1));
    assertEquals(new NodePlan("master", Duration.ZERO, 0.0), plan.master().orElseThrow());
  }

  @Test
  void oneValueMoreIsTheMasters() {
    FleetPlan plan = FleetPlan.of(1, 1, List.of(), List.of(1.0, 2.0));

    assertEquals(2.0, plan.master().orElseThrow().driftPpm());
  }

  @Test
  void anElectingFleetHasAnEqualInPlaceOfTheMaster() {
    FleetPlan plan = FleetPlan.of(2, 1, List.of(), List.of(1.0, 2.0, 3.0)).electing();

    assertTrue(plan.elects());
    assertEquals(List.of("a", "b", "c"), plan.nodes().stream().map(NodePlan::id).toList());
    assertEquals(3.0, plan.driftsPpm().get("c"));
  }

  @Test
  void aNumberThatDoesNotFitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> FleetPlan.of(0, 1, List.of(), List.of()));
    assertThrows(IllegalArgumentException.class, () -> FleetPlan.of(101, 1, List.of(), List.of()));
    assertThrows(IllegalArgumentException.class, () -> FleetPlan.of(3, 1, List.of(), List.of(1.0)));
  }
}
