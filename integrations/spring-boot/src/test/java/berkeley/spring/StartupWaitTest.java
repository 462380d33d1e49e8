package berkeley.spring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.testing.ManualSynchronizedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StartupWaitTest {

  private final ManualSynchronizedClock clock =
      ManualSynchronizedClock.at(Instant.parse("2026-03-01T12:00:00Z"));
  private final StartupWait wait = wait(Map.of("berkeley.startup.timeout", "30ms"));

  private static StartupWait wait(Map<String, String> properties) {
    BerkeleyProperties bound =
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("berkeley", BerkeleyProperties.class);
    return new StartupWait(bound, "a");
  }

  @Test
  void aGoodClockIsNotWaitedFor() {
    clock.setBound(Duration.ofMillis(10));
    assertDoesNotThrow(() -> wait.await(clock));
  }

  @Test
  void aBoundThatIsTooLargeIsNamedWithWhatToDo() {
    clock.setBound(Duration.ofMillis(11));
    NodeStartException failure = assertThrows(NodeStartException.class, () -> wait.await(clock));
    assertEquals(
        "Node 'a' is SYNCHRONISED within PT0.011S, wanted SYNCHRONISED within PT0.01S after PT0.03S.",
        failure.getMessage());
    assertTrue(failure.action().contains("berkeley.startup.bound"), failure::action);
  }

  @Test
  void aClockWithoutAnIntervalFailsWithAClearLineToo() {
    clock.setState(NodeState.CONTRADICTED);
    NodeStartException failure = assertThrows(NodeStartException.class, () -> wait.await(clock));
    assertEquals(
        "Node 'a' is CONTRADICTED after PT0.03S, and knows no interval that cluster time is in.",
        failure.getMessage());
  }

  /** While a clock is on its way, cluster time may be at one end of the interval. */
  @Test
  void theBoundIsThatOfNodeTime() {
    clock.setBounds(Duration.ZERO, Duration.ofMillis(11));
    assertEquals(Optional.of(Duration.ofMillis(11)), ErrorBounds.of(clock));
    assertThrows(NodeStartException.class, () -> wait.await(clock));
  }

  @Test
  void holdoverIsNotGoodEnough() {
    clock.setState(NodeState.HOLDOVER);
    assertThrows(NodeStartException.class, () -> wait.await(clock));
  }

  @Test
  void whoIsInterruptedStaysSo() {
    clock.setBound(Duration.ofMillis(11));
    Thread.currentThread().interrupt();
    assertThrows(NodeStartException.class, () -> wait(Map.of()).await(clock));
    assertTrue(Thread.interrupted());
  }
}
