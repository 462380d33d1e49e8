package berkeley.harness.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.fault.FaultKind;
import berkeley.simulator.fault.FaultStage;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The schedule follows from its seed, and leaves a majority alone unless it means not to. */
final class ChaosScheduleTest {

  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @Test
  void theSameSeedGivesTheSameSchedule() {
    assertEquals(ChaosSchedule.of(7, 7, TWO_MINUTES), ChaosSchedule.of(7, 7, TWO_MINUTES));
    assertNotEquals(ChaosSchedule.of(7, 7, TWO_MINUTES), ChaosSchedule.of(8, 7, TWO_MINUTES));
  }

  @Test
  void fiveMinutesHaveEveryKindOfFault() {
    Set<FaultKind> kinds =
        ChaosSchedule.of(1, 7, Duration.ofMinutes(5)).stream()
            .map(PlannedFault::kind)
            .collect(Collectors.toSet());

    assertEquals(EnumSet.copyOf(FaultKind.in(FaultStage.PROCESSES)), kinds);
  }

  @Property
  void lessThanHalfIsDamagedAtAnyInstantUnlessTheMajorityIsMeantToBe(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 15) int nodes) {
    List<PlannedFault> faults = ChaosSchedule.of(seed, nodes, TWO_MINUTES);
    for (PlannedFault fault : faults) {
      int damaged = damagedAt(fault.begin(), faults);
      boolean meant = fault.kind() == FaultKind.MAJORITY;
      assertEquals(meant, 2 * damaged >= nodes, () -> "%d damaged by %s".formatted(damaged, fault));
    }
  }

  private static int damagedAt(Duration instant, List<PlannedFault> faults) {
    return faults.stream()
        .filter(f -> f.begin().compareTo(instant) <= 0 && f.end().compareTo(instant) > 0)
        .mapToInt(PlannedFault::targets)
        .sum();
  }

  @Property
  void nothingElseHappensWhileAnOscillatorGoesWrong(@ForAll long seed) {
    List<PlannedFault> faults = ChaosSchedule.of(seed, 7, TWO_MINUTES);

    faults.stream()
        .filter(fault -> fault.kind() == FaultKind.DRIFT)
        .forEach(
            drift ->
                assertTrue(
                    faults.stream()
                        .noneMatch(f -> !f.equals(drift) && f.overlaps(drift, Duration.ZERO))));
  }

  @Property
  void noNodeIsSlowedDownWhileLinksAreCut(@ForAll long seed) {
    List<PlannedFault> faults = ChaosSchedule.of(seed, 7, TWO_MINUTES);
    Set<FaultKind> cuts = EnumSet.of(FaultKind.CUT, FaultKind.CUT_MASTER, FaultKind.ONE_WAY);

    assertTrue(
        faults.stream()
            .filter(fault -> fault.kind() == FaultKind.DELAY)
            .noneMatch(
                delay ->
                    faults.stream()
                        .anyMatch(
                            f -> cuts.contains(f.kind()) && f.overlaps(delay, Duration.ZERO))));
  }

  @Property
  void faultsComeInOrderAndEndInTime(@ForAll long seed) {
    List<PlannedFault> faults = ChaosSchedule.of(seed, 7, TWO_MINUTES);

    assertTrue(
        IntStream.range(1, faults.size())
            .allMatch(i -> faults.get(i - 1).begin().compareTo(faults.get(i).begin()) <= 0));
    assertTrue(faults.stream().allMatch(f -> f.end().compareTo(TWO_MINUTES) <= 0));
    assertTrue(faults.size() > 10, "two minutes of little more than peace");
  }
}
