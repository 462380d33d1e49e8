package berkeley.spring.test;

import berkeley.spring.BerkeleyAutoConfiguration;
import berkeley.testing.ManualSynchronizedClock;
import java.time.Instant;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;

/** What {@link WithManualClock} asks for. */
@AutoConfiguration(before = BerkeleyAutoConfiguration.class)
@ConditionalOnClass(ManualSynchronizedClock.class)
@ConditionalOnProperty("berkeley.manual-clock")
public class ManualClockAutoConfiguration {

  @Bean
  @Fallback
  @ConditionalOnMissingBean
  ManualSynchronizedClock berkeleyClock() {
    return ManualSynchronizedClock.at(Instant.now());
  }
}
