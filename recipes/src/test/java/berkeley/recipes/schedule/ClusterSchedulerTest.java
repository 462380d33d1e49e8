package berkeley.recipes.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.testing.ManualSynchronizedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterSchedulerTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final ManualSynchronizedClock clock = ManualSynchronizedClock.at(NOON);
  private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
  private final ClusterScheduler scheduler =
      ClusterScheduler.start(clock, FiringLimits.DEFAULT, (action, thrown) -> told.add(thrown));

  @AfterEach
  void close() {
    scheduler.close();
  }

  private Object next() throws InterruptedException {
    Object next = told.poll(1, TimeUnit.MINUTES);
    assertFalse(next == null, "nothing happened for a minute");
    return next;
  }

  @Test
  void actionsBeginAtTheirInstants() throws InterruptedException {
    scheduler.at(NOON.plusMillis(20), firing -> told.add(firing.planned()));
    scheduler.at(NOON, firing -> told.add(firing.planned()));
    assertEquals(NOON, next());
    clock.advance(Duration.ofMillis(20));
    assertEquals(NOON.plusMillis(20), next());
  }

  @Test
  void aPeriodsInstantsAreItsMultiples() throws InterruptedException {
    clock.advance(Duration.ofMillis(1));
    ClusterScheduler.Planned planned =
        scheduler.every(Duration.ofMillis(25), firing -> told.add(firing.planned()));
    for (int i = 1; i <= 3; i++) {
      clock.setTime(NOON.plusMillis(25L * i));
      assertEquals(NOON.plusMillis(25L * i), next());
    }
    planned.cancel();
    clock.advance(Duration.ofMillis(500));
    scheduler.at(NOON.plusMillis(300), firing -> told.add("last"));
    assertEquals("last", next());
  }

  @Test
  void anExceptionEndsNothing() throws InterruptedException {
    IllegalStateException thrown = new IllegalStateException("on purpose");
    scheduler.at(
        NOON,
        firing -> {
          throw thrown;
        });
    assertEquals(thrown, next());
    scheduler.at(NOON, firing -> told.add("goes on"));
    assertEquals("goes on", next());
  }

  @Test
  void aClosedOneBeginsNothing() throws InterruptedException {
    scheduler.at(NOON.plusMillis(1), firing -> told.add("never"));
    scheduler.close();
    clock.advance(Duration.ofMillis(1));
    assertThrows(IllegalStateException.class, () -> scheduler.at(NOON, firing -> {}));
    assertTrue(told.isEmpty());
    assertThrows(
        IllegalArgumentException.class, () -> scheduler.every(Duration.ofNanos(1), firing -> {}));
  }

  @Test
  void anActionMayCloseIt() throws InterruptedException {
    scheduler.at(
        NOON,
        firing -> {
          scheduler.close();
          told.add("closed");
        });
    assertEquals("closed", next());
  }
}
