package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.spring.test.WithManualClock;
import berkeley.testing.ManualSynchronizedClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** How an application tests what depends on the time: it steers the clock. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithManualClock
class OrderControllerTest {

  @Autowired private ManualSynchronizedClock clock;
  @Autowired private OrderController orders;

  @Test
  void anOrderIsPlacedWhenTheClockSays() {
    Instant before = orders.place(0).placed();
    clock.advance(Duration.ofHours(1));
    OrderController.Order order = orders.place(0);
    assertEquals(before.plus(Duration.ofHours(1)), order.placed());
  }

  @Test
  void aStampIsAboveWhatTheClientHasSeen() {
    OrderController.Order first = orders.place(0);
    OrderController.Order second = orders.place(first.stamp() + 5);
    assertTrue(second.stamp() > first.stamp() + 5);
    assertTrue(second.id().compareTo(first.id()) > 0);
  }
}
