package berkeley.spring.health;

import berkeley.api.SynchronizedClock;
import berkeley.slave.Node;
import berkeley.spring.BerkeleyAutoConfiguration;
import berkeley.spring.BerkeleyProperties;
import berkeley.spring.test.ManualClockAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Shows the clock in the actuator's health, as {@code berkeley}; also the clock of a test, since an
 * application whose readiness names it does not start without it.
 */
@AutoConfiguration(after = {BerkeleyAutoConfiguration.class, ManualClockAutoConfiguration.class})
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(SynchronizedClock.class)
@EnableConfigurationProperties(BerkeleyProperties.class)
public class BerkeleyHealthAutoConfiguration {

  /** Apart, since its condition is a class that is not there without the actuator. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnEnabledHealthIndicator("berkeley")
  static class Indicator {

    @Bean
    @ConditionalOnMissingBean(name = "berkeleyHealthIndicator")
    HealthIndicator berkeleyHealthIndicator(
        SynchronizedClock clock, ObjectProvider<Node> node, BerkeleyProperties properties) {
      return new ClockHealthIndicator(clock, node::getIfAvailable, properties.readyBound());
    }
  }
}
