package berkeley.spring.health;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.wire.NodeStatus;
import berkeley.slave.Node;
import berkeley.spring.ErrorBounds;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * UP while the clock is SYNCHRONISED within the bound that the application wants, OUT_OF_SERVICE
 * otherwise: the process is well, but should not be asked for the time. So it belongs into the
 * readiness group and not into that of liveness.
 */
final class ClockHealthIndicator extends AbstractHealthIndicator {

  private final SynchronizedClock clock;
  private final Supplier<@Nullable Node> node;
  private final Duration readyBound;

  /**
   * Creates an indicator.
   *
   * @param node the clock's node, null in a test that steers the clock
   */
  ClockHealthIndicator(
      SynchronizedClock clock, Supplier<@Nullable Node> node, Duration readyBound) {
    super("the clock cannot be read");
    this.clock = clock;
    this.node = node;
    this.readyBound = readyBound;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    NodeState state = clock.state();
    Optional<Duration> bound = ErrorBounds.of(clock);
    boolean isReady =
        state == NodeState.SYNCHRONISED
            && bound.isPresent()
            && bound.get().compareTo(readyBound) <= 0;
    (isReady ? builder.up() : builder.outOfService())
        .withDetail("state", state.name())
        .withDetail("errorBound", bound.map(Duration::toString).orElse("unknown"))
        .withDetail("wanted", readyBound.toString());
    Node running = node.get();
    if (running != null) {
      NodeStatus status = running.status();
      builder
          .withDetail("id", status.id())
          .withDetail("role", status.role().name())
          .withDetail("master", status.master());
    }
  }
}
