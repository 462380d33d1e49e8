package berkeley.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.TimeInterval;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManualSynchronizedClockTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MILLI = Duration.ofMillis(1);

  private final ManualSynchronizedClock clock = ManualSynchronizedClock.at(NOON);

  @Test
  void timeStandsUntilItIsMoved() {
    assertEquals(NOON, clock.instant());
    clock.advance(Duration.ofSeconds(5));
    assertEquals(NOON.plusSeconds(5), clock.withZone(ZoneId.of("Europe/Rome")).instant());
    clock.setTime(NOON.plusSeconds(9));
    assertEquals(NOON.plusSeconds(9).toEpochMilli(), clock.millis());
  }

  @Test
  void timeDoesNotGoBack() {
    assertThrows(IllegalArgumentException.class, () -> clock.setTime(NOON.minusNanos(1)));
    assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
    assertEquals(NOON, clock.instant());
  }

  @Test
  void theIntervalHasItsTwoSides() {
    clock.setBounds(MILLI, MILLI.multipliedBy(3));
    assertEquals(new TimeInterval(NOON.minusMillis(1), NOON.plusMillis(3)), clock.interval());
    assertThrows(IllegalArgumentException.class, () -> clock.setBound(MILLI.negated()));
  }

  @Test
  void aNewcomerHasNoTime() throws InterruptedException {
    ManualSynchronizedClock newcomer = ManualSynchronizedClock.newcomerAt(NOON);
    assertThrows(DateTimeException.class, newcomer::instant);
    assertThrows(DateTimeException.class, newcomer::interval);
    assertFalse(newcomer.awaitSynchronized(Duration.ofDays(1)));
    newcomer.setTime(NOON.minusSeconds(1));
    newcomer.setState(NodeState.SYNCHRONISED);
    assertTrue(newcomer.awaitSynchronized(Duration.ZERO));
    assertEquals(NOON.minusSeconds(1), newcomer.instant());
  }

  @Test
  void listenersAreToldOfChangesAlone() {
    List<String> told = new ArrayList<>();
    clock.addListener((before, after) -> told.add(before + " " + after));
    clock.setState(NodeState.SYNCHRONISED);
    clock.setState(NodeState.HOLDOVER);
    assertEquals(List.of("SYNCHRONISED HOLDOVER"), told);
  }

  @Test
  void waitingMovesTimeJustPast() throws InterruptedException {
    clock.setBound(MILLI);
    clock.awaitPast(NOON);
    assertEquals(NOON.plusMillis(1).plusNanos(1), clock.instant());
    clock.awaitPast(NOON.minusSeconds(1));
    assertEquals(NOON.plusMillis(1).plusNanos(1), clock.instant());
  }

  @Test
  void waitersCanBeMadeToWaitForAnotherThread() throws Exception {
    clock.blockWaiters();
    CompletableFuture<Instant> waiter =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                clock.awaitPast(NOON);
                return clock.instant();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    clock.advance(MILLI);
    assertEquals(NOON.plus(MILLI), waiter.get(1, TimeUnit.MINUTES));
  }
}
