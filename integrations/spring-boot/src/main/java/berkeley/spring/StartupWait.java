package berkeley.spring;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import java.time.Duration;
import java.util.Optional;

/** Waits until a node's clock is as good as {@code berkeley.startup} wants it. */
final class StartupWait {

  private static final Duration LOOK = Duration.ofMillis(10);

  private final BerkeleyProperties properties;
  private final String id;

  StartupWait(BerkeleyProperties properties, String id) {
    this.properties = properties;
    this.id = id;
  }

  /**
   * Waits.
   *
   * @throws NodeStartException if it takes longer than the timeout, saying what was found
   */
  void await(SynchronizedClock clock) {
    Duration timeout = properties.startup().timeout();
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!isGoodWithin(clock, Math.max(0, deadline - System.nanoTime()))) {
        if (deadline - System.nanoTime() <= 0) {
          throw late(clock);
        }
        Thread.sleep(LOOK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeStartException(
          "The start of node '%s' was interrupted.".formatted(id), "Start it again.", e);
    }
  }

  /** A bound alone may be that of a node that has lost its master. */
  private boolean isGoodWithin(SynchronizedClock clock, long nanos) throws InterruptedException {
    return clock.awaitBound(properties.startup().bound(), Duration.ofNanos(nanos))
        && clock.state() == NodeState.SYNCHRONISED;
  }

  private NodeStartException late(SynchronizedClock clock) {
    String registries = String.join(",", properties.registries());
    if (clock.state() == NodeState.NEWCOMER) {
      return new NodeStartException(
          "Node '%s' had no time from a master within %s; its registries are %s."
              .formatted(id, properties.startup().timeout(), registries),
          "Start a majority of the replicas, and see that all registries answer; or set"
              + " berkeley.startup.await-clock=false to start without a clock.",
          null);
    }
    Optional<Duration> bound = ErrorBounds.of(clock);
    if (bound.isEmpty()) {
      return new NodeStartException(
          "Node '%s' is %s after %s, and knows no interval that cluster time is in."
              .formatted(id, clock.state(), properties.startup().timeout()),
          "See that a majority of the replicas runs, and what berkeley status says of them.",
          null);
    }
    return new NodeStartException(
        "Node '%s' is %s within %s, wanted SYNCHRONISED within %s after %s."
            .formatted(
                id,
                clock.state(),
                bound.get(),
                properties.startup().bound(),
                properties.startup().timeout()),
        "Raise berkeley.startup.bound and berkeley.ready-bound above half the network's round trip.",
        null);
  }
}
