package berkeley.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FaultKindTest {

  @Test
  void everyFaultIsInjectedSomewhere() {
    assertTrue(
        Arrays.stream(FaultKind.values())
            .allMatch(
                kind ->
                    Arrays.stream(FaultStage.values())
                        .anyMatch(stage -> FaultKind.in(stage).contains(kind))));
  }

  @ParameterizedTest
  @EnumSource
  void noTwoFaultsHaveOneName(FaultStage stage) {
    List<String> names =
        FaultKind.in(stage).stream()
            .map(kind -> kind.nameIn(stage))
            .map(Optional::orElseThrow)
            .toList();

    assertEquals(names.size(), new HashSet<>(names).size(), names::toString);
  }

  @Test
  void whateverTakesTheMasterAwayDemandsAnotherOne() {
    assertTrue(
        Arrays.stream(FaultKind.values())
            .filter(kind -> kind.name().endsWith("_MASTER"))
            .allMatch(kind -> kind.outcome() == RequiredOutcome.NEW_MASTER));
  }
}
