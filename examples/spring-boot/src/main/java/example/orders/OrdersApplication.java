package example.orders;

import berkeley.api.SynchronizedClock;
import berkeley.recipes.hlc.HybridLogicalClock;
import berkeley.recipes.id.HighWaterMark;
import berkeley.recipes.id.UuidGenerator;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application whose replicas agree on the time: application.properties is all that it takes. */
@SpringBootApplication
public class OrdersApplication {

  /** Starts a replica. */
  public static void main(String[] arguments) {
    SpringApplication.run(OrdersApplication.class, arguments);
  }

  @Bean
  HybridLogicalClock stamps(SynchronizedClock clock) {
    return new HybridLogicalClock(clock);
  }

  /**
   * Without a mark: an id may be below one of an earlier life that ended within the last bounds.
   */
  @Bean
  UuidGenerator ids(SynchronizedClock clock) throws IOException {
    return new UuidGenerator(clock, HighWaterMark.NONE);
  }
}
