package berkeley.launcher.metrics;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of a node's own clock, in base units. Nothing is collected between scrapes: each
 * reads the node's status, which is cheap. Safe for use by several threads.
 */
final class NodeMetrics {

  private static final double NANO = 1e-9;
  private static final double PPM = 1e-6;

  private final PrometheusRegistry registry;
  private final Supplier<NodeStatus> status;

  private NodeMetrics(PrometheusRegistry registry, Supplier<NodeStatus> status) {
    this.registry = registry;
    this.status = status;
  }

  /** Registers a node's metrics. */
  static void register(PrometheusRegistry registry, Supplier<NodeStatus> status) {
    NodeMetrics metrics = new NodeMetrics(registry, status);
    metrics.clock();
    metrics.standing();
  }

  private void clock() {
    gauge(
        "berkeley_clock_offset_seconds",
        "Offset against the agreed time at the newest correction; positive when ahead.",
        node -> node.offsetNanos() * NANO);
    gauge(
        "berkeley_clock_error_bound_seconds",
        "How far node time may be from cluster time now; +Inf for a newcomer.",
        node ->
            node.errorBoundNanos() == Long.MAX_VALUE
                ? Double.POSITIVE_INFINITY
                : node.errorBoundNanos() * NANO);
    gauge(
        "berkeley_clock_frequency_ratio",
        "By how much cluster time runs faster than this node's oscillator; 1e-6 is one ppm.",
        node -> node.frequencyPpm() * PPM);
    gauge(
        "berkeley_clock_slew_ratio",
        "By how much the clock runs faster than that now, to use up a difference.",
        node -> node.slewPpm() * PPM);
    gauge(
        "berkeley_clock_last_sync_age_seconds",
        "Time since the newest correction; +Inf before the first.",
        node ->
            node.adjustments() == 0
                ? Double.POSITIVE_INFINITY
                : (node.reading().ticksNanos() - node.lastAdjustedTicksNanos()) * NANO);
    gauge(
        "berkeley_clock_wall_offset_seconds",
        "How far node time is ahead of the host's wall clock; NaN for a newcomer.",
        node ->
            node.state() == NodeState.NEWCOMER
                ? Double.NaN
                : (node.reading().timeNanos() - SynchronizedClock.toNanos(Instant.now())) * NANO);
    CounterWithCallback.builder()
        .name("berkeley_clock_adjustments_total")
        .help("Corrections applied.")
        .callback(callback -> callback.call(status.get().adjustments()))
        .register(registry);
    CounterWithCallback.builder()
        .name("berkeley_clock_refusals_total")
        .help("Corrections refused, since their master's term was over.")
        .callback(callback -> callback.call(status.get().refusals()))
        .register(registry);
  }

  private void standing() {
    GaugeWithCallback.builder()
        .name("berkeley_clock_state")
        .help("1 for the state that the clock is in, 0 for the others.")
        .labelNames("state")
        .callback(
            callback -> {
              NodeState now = status.get().state();
              for (NodeState each : NodeState.values()) {
                callback.call(each == now ? 1 : 0, each.name());
              }
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("berkeley_node_role")
        .help("1 for the role that the node has, 0 for the other.")
        .labelNames("role")
        .callback(
            callback -> {
              Role now = status.get().role();
              for (Role each : Role.values()) {
                callback.call(each == now ? 1 : 0, each.name());
              }
            })
        .register(registry);
    gauge("berkeley_node_term", "The newest term that the node has seen.", NodeStatus::term);
  }

  private void gauge(String name, String help, ToDoubleFunction<NodeStatus> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.applyAsDouble(status.get())))
        .register(registry);
  }
}
