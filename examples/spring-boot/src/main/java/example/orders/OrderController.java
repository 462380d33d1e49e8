package example.orders;

import berkeley.recipes.hlc.HybridLogicalClock;
import berkeley.recipes.id.UuidGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders get an id that sorts by time, and a timestamp above what the client has seen. */
@RestController
class OrderController {

  private final Clock clock;
  private final HybridLogicalClock stamps;
  private final UuidGenerator ids;

  OrderController(Clock clock, HybridLogicalClock stamps, UuidGenerator ids) {
    this.clock = clock;
    this.stamps = stamps;
    this.ids = ids;
  }

  record Order(UUID id, Instant placed, long stamp) {}

  @PostMapping("/orders")
  Order place(@RequestParam(defaultValue = "0") long seen) {
    long stamp = seen == 0 ? stamps.stamp() : stamps.receive(seen);
    return new Order(ids.get(), clock.instant(), stamp);
  }

  @GetMapping("/time")
  Instant time() {
    return clock.instant();
  }
}
