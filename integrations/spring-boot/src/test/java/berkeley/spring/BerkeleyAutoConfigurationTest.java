package berkeley.spring;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.slave.Node;
import berkeley.spring.health.BerkeleyHealthAutoConfiguration;
import berkeley.spring.test.ManualClockAutoConfiguration;
import berkeley.testing.ManualSynchronizedClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class BerkeleyAutoConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  BerkeleyAutoConfiguration.class,
                  BerkeleyHealthAutoConfiguration.class,
                  ManualClockAutoConfiguration.class));

  /** A cluster of one, which elects itself. */
  private ApplicationContextRunner alone(int port) {
    return runner.withPropertyValues(
        "spring.application.name=orders",
        "berkeley.registries=127.0.0.1:" + port,
        "berkeley.own-registry=true",
        "berkeley.port=" + port,
        "berkeley.period=100ms");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void theClockIsABeanAndGoodWhenTheApplicationStarts() throws IOException {
    int port = freePort();
    alone(port)
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            context -> {
              SynchronizedClock clock = context.getBean(SynchronizedClock.class);
              assertSame(clock, context.getBean(Clock.class));
              assertTrue(ErrorBounds.of(clock).orElseThrow().compareTo(Duration.ofMillis(10)) <= 0);
              assertTrue(context.getBean(Node.class).status().id().startsWith("orders-"));
              Health health = context.getBean(HealthIndicator.class).health();
              assertEquals(Status.UP, health.getStatus(), health::toString);
              MeterRegistry registry = context.getBean(MeterRegistry.class);
              context.getBean(MeterBinder.class).bindTo(registry);
              assertEquals(
                  1, registry.get("berkeley.node.role").tag("role", "MASTER").gauge().value());
            });
    // Closed with the context. A port that was free may be somebody else's for a moment.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThrows(
                    ConnectException.class,
                    () -> new Socket(InetAddress.getLoopbackAddress(), port).close()));
  }

  @Test
  void anApplicationsOwnClockGoesFirst() throws IOException {
    alone(freePort())
        .withUserConfiguration(OwnClock.class)
        .run(
            context -> {
              assertSame(OwnClock.UTC, context.getBean(Clock.class));
              assertNotSame(OwnClock.UTC, context.getBean(SynchronizedClock.class));
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnClock {
    static final Clock UTC = Clock.systemUTC();

    @Bean
    Clock ownClock() {
      return UTC;
    }
  }

  @Test
  void withoutAMasterItFailsWithOneClearLine() throws IOException {
    alone(freePort())
        .withPropertyValues(
            "berkeley.id=a", "berkeley.electable=false", "berkeley.startup.timeout=200ms")
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context.getStartupFailure());
              assertTrue(
                  analysis
                      .getDescription()
                      .startsWith("Node 'a' had no time from a master within PT0.2S"),
                  analysis::getDescription);
              assertTrue(analysis.getAction().contains("majority"), analysis::getAction);
            });
  }

  @Test
  void itNeedNotWait() throws IOException {
    alone(freePort())
        .withPropertyValues("berkeley.electable=false", "berkeley.startup.await-clock=false")
        .run(
            context -> {
              assertEquals(
                  Status.OUT_OF_SERVICE,
                  context.getBean(HealthIndicator.class).health().getStatus());
            });
  }

  @Test
  void withoutRegistriesItSaysWhatIsMissing() {
    runner.run(
        context -> {
          FailureAnalysis analysis = analysis(context.getStartupFailure());
          assertTrue(analysis.getDescription().contains("berkeley.registries is empty"));
        });
  }

  @Test
  void aWrongSettingIsNamed() {
    runner
        .withPropertyValues("berkeley.registries=127.0.0.1", "berkeley.id=a b")
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context.getStartupFailure());
              assertTrue(
                  analysis.getDescription().contains("did not start: "), analysis::getDescription);
              assertTrue(analysis.getDescription().contains("a b"), analysis::getDescription);
            });
  }

  @Test
  void aCustomizerSetsTheRest() {
    runner
        .withPropertyValues("berkeley.registries=127.0.0.1")
        .withBean(NodeCustomizer.class, () -> node -> node.reRegister(Duration.ZERO))
        .run(
            context ->
                assertTrue(
                    analysis(context.getStartupFailure()).getDescription().contains("reRegister")));
  }

  @Test
  void aTestSteersTheClock() {
    runner
        .withPropertyValues("berkeley.enabled=false", "berkeley.manual-clock=true")
        .run(
            context -> {
              assertInstanceOf(ManualSynchronizedClock.class, context.getBean(Clock.class));
              assertTrue(context.getBeansOfType(Node.class).isEmpty());
              ManualSynchronizedClock clock = context.getBean(ManualSynchronizedClock.class);
              HealthIndicator health = context.getBean(HealthIndicator.class);
              assertEquals(Status.UP, health.health().getStatus());
              clock.setBound(Duration.ofMillis(11));
              assertEquals(Status.OUT_OF_SERVICE, health.health().getStatus());
              clock.setState(NodeState.NEWCOMER);
              assertEquals("unknown", health.health().getDetails().get("errorBound"));
            });
  }

  @Test
  void withoutActuatorAndMicrometerItWorksAsWell() throws IOException {
    alone(freePort())
        .withClassLoader(
            new FilteredClassLoader("io.micrometer", "org.springframework.boot.health"))
        .run(context -> assertFalse(context.getBean(Clock.class).instant().equals(null)));
  }

  private static FailureAnalysis analysis(Throwable failure) {
    FailureAnalysis analysis = new NodeFailureAnalyzer().analyze(failure);
    assertTrue(analysis != null, () -> "not analysed: " + failure);
    return analysis;
  }
}
