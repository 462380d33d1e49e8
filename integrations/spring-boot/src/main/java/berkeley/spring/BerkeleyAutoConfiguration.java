package berkeley.spring;

import berkeley.api.SynchronizedClock;
import berkeley.micrometer.NodeMeters;
import berkeley.slave.Node;
import berkeley.slave.NodeBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/**
 * Starts a node with the application and closes it after all beans that use its clock, when web
 * requests have been answered. The clock is a bean, also for {@link java.time.Clock}, unless the
 * application has one of its own.
 */
@AutoConfiguration
@ConditionalOnClass(Node.class)
@ConditionalOnProperty(prefix = "berkeley", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(BerkeleyProperties.class)
public class BerkeleyAutoConfiguration {

  private static final int LONGEST_ID = 64;

  /** Starts the node and waits for its clock, as {@code berkeley.startup} says. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  Node berkeleyNode(
      BerkeleyProperties properties,
      @Value("${spring.application.name:node}") String application,
      ObjectProvider<NodeCustomizer> customizers) {
    String id = properties.id() == null ? defaultId(application) : properties.id();
    return new NodeFactory(properties, id).start(customizers.orderedStream().toList());
  }

  /** Returns the node's clock. */
  @Bean
  @Fallback
  @ConditionalOnMissingBean
  SynchronizedClock berkeleyClock(Node node) {
    return node.clock();
  }

  private static String defaultId(String application) {
    String id = (application + "-" + hostName()).replaceAll("[^A-Za-z0-9._-]", "-");
    return id.substring(0, Math.min(id.length(), LONGEST_ID));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new NodeStartException(
          "This host has no name, and berkeley.id is not set.", "Set berkeley.id.", e);
    }
  }

  /** The node's metrics, where the application has Micrometer. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class Meters {

    /** Told of the rounds that the node leads; bound to the registry by Spring Boot. */
    @Bean
    @ConditionalOnMissingBean
    NodeMeters berkeleyMeters() {
      return new NodeMeters();
    }

    @Bean
    NodeCustomizer berkeleyMetersCustomizer(NodeMeters meters) {
      return new NodeCustomizer() {
        @Override
        public void customize(NodeBuilder builder) {
          builder.rounds(rounds -> rounds.onRound(meters));
        }

        @Override
        public void started(Node node) {
          meters.watch(node);
        }
      };
    }
  }
}
