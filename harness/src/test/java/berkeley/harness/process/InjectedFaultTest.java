package berkeley.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InjectedFaultTest {

  @Test
  void whatOneSideSaysTheOtherUnderstands() {
    InjectedFault lie = new InjectedFault.Lie(-3_600_000_000_000L);
    InjectedFault drift = new InjectedFault.Drift(-500.5);

    assertEquals(Optional.of(lie), InjectedFault.parse(lie.line()));
    assertEquals(Optional.of(drift), InjectedFault.parse(drift.line()));
  }

  @Test
  void anythingElseIsNoFault() {
    assertEquals(Optional.empty(), InjectedFault.parse("lie"));
    assertEquals(Optional.empty(), InjectedFault.parse("lie often"));
    assertEquals(Optional.empty(), InjectedFault.parse("lead"));
  }
}
