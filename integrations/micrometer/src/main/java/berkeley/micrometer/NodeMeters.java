package berkeley.micrometer;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.slave.Node;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * A node's metrics. A Prometheus registry shows them under the names that docs/monitoring.md lists;
 * Micrometer's own names have dots, and its registries add units and suffixes as is usual there.
 *
 * <pre>{@code
 * NodeMeters meters = new NodeMeters();
 * meters.bindTo(registry);
 * Node node = Node.builder("orders-1").registry("localhost:1099")
 *     .rounds(rounds -> rounds.onRound(meters)).start();
 * meters.watch(node);
 * }</pre>
 *
 * <p>Until {@link #watch} the gauges are NaN. Those of the clock read the node's status when they
 * are read, which is cheap; those of members are of the newest round, and NaN once the node no
 * longer leads. Safe for use by several threads.
 */
public final class NodeMeters implements MeterBinder, Consumer<RoundReport> {

  private static final double NANO = 1e-9;
  private static final double PPM = 1e-6;

  private final Tags tags;
  private final List<RoundMeters> rounds = new CopyOnWriteArrayList<>();
  private volatile Optional<WatchedNode> watched = Optional.empty();

  private record WatchedNode(Supplier<NodeStatus> status, SynchronizedClock clock) {}

  /** Creates meters without tags of their own. */
  public NodeMeters() {
    this(Tags.empty());
  }

  /**
   * Creates meters.
   *
   * @param tags added to each, for example to tell the nodes of one JVM apart
   */
  public NodeMeters(Tags tags) {
    this.tags = tags;
  }

  /**
   * Shows a node from now on, in place of the one before.
   *
   * @param node asked each time that meters are read; until then there is nothing to show
   */
  public void watch(Node node) {
    watch(node::status, node.clock());
  }

  void watch(Supplier<NodeStatus> status, SynchronizedClock clock) {
    watched = Optional.of(new WatchedNode(status, clock));
  }

  /** Records a round that the node has led. */
  @Override
  public void accept(RoundReport report) {
    rounds.forEach(each -> each.accept(report));
  }

  /**
   * Registers the meters; before or after {@link #watch}, and in any number of registries.
   *
   * @param registry where they are read
   */
  @Override
  public void bindTo(MeterRegistry registry) {
    bindClock(registry);
    bindStanding(registry);
    rounds.add(new RoundMeters(registry, tags, this::leads));
  }

  private boolean leads() {
    return watched.map(node -> node.status().get().role() == Role.MASTER).orElse(false);
  }

  private void bindClock(MeterRegistry registry) {
    seconds(
        registry,
        "berkeley.clock.offset",
        "Offset against the agreed time at the newest correction; positive when ahead.",
        status -> status.offsetNanos() * NANO);
    seconds(
        registry,
        "berkeley.clock.error.bound",
        "How far node time may be from cluster time now; +Inf for a newcomer.",
        status ->
            status.errorBoundNanos() == Long.MAX_VALUE
                ? Double.POSITIVE_INFINITY
                : status.errorBoundNanos() * NANO);
    seconds(
        registry,
        "berkeley.clock.last.sync.age",
        "Time since the newest correction; +Inf before the first.",
        status ->
            status.adjustments() == 0
                ? Double.POSITIVE_INFINITY
                : (status.reading().ticksNanos() - status.lastAdjustedTicksNanos()) * NANO);
    gauge(
        registry,
        "berkeley.clock.frequency.ratio",
        "By how much cluster time runs faster than this node's oscillator; 1e-6 is one ppm.",
        status -> status.frequencyPpm() * PPM);
    gauge(
        registry,
        "berkeley.clock.slew.ratio",
        "By how much the clock runs faster than that now, to use up a difference.",
        status -> status.slewPpm() * PPM);
    Gauge.builder("berkeley.clock.wall.offset", this::wallOffset)
        .description("How far node time is ahead of the host's wall clock; NaN for a newcomer.")
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
    counter(
        registry, "berkeley.clock.adjustments", "Corrections applied.", NodeStatus::adjustments);
    counter(
        registry,
        "berkeley.clock.refusals",
        "Corrections refused, since their master's term was over.",
        NodeStatus::refusals);
  }

  private void bindStanding(MeterRegistry registry) {
    for (NodeState each : NodeState.values()) {
      Gauge.builder("berkeley.clock.state", () -> read(status -> status.state() == each ? 1 : 0))
          .description("1 for the state that the clock is in, 0 for the others.")
          .tags(tags.and("state", each.name()))
          .register(registry);
    }
    for (Role each : Role.values()) {
      Gauge.builder("berkeley.node.role", () -> read(status -> status.role() == each ? 1 : 0))
          .description("1 for the role that the node has, 0 for the other.")
          .tags(tags.and("role", each.name()))
          .register(registry);
    }
    gauge(
        registry,
        "berkeley.node.term",
        "The newest term that the node has seen.",
        NodeStatus::term);
  }

  private void seconds(
      MeterRegistry registry, String name, String help, ToDoubleFunction<NodeStatus> value) {
    Gauge.builder(name, () -> read(value))
        .description(help)
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, String help, ToDoubleFunction<NodeStatus> value) {
    Gauge.builder(name, () -> read(value)).description(help).tags(tags).register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, String help, ToDoubleFunction<NodeStatus> value) {
    FunctionCounter.builder(
            name, this, meters -> meters.watched.isPresent() ? meters.read(value) : 0)
        .description(help)
        .tags(tags)
        .register(registry);
  }

  private double read(ToDoubleFunction<NodeStatus> value) {
    return watched.map(node -> value.applyAsDouble(node.status().get())).orElse(Double.NaN);
  }

  private double wallOffset() {
    Optional<WatchedNode> node = watched;
    if (node.isEmpty() || node.get().clock().state() == NodeState.NEWCOMER) {
      return Double.NaN;
    }
    try {
      long cluster = node.get().clock().nanos();
      return (cluster - SynchronizedClock.toNanos(Instant.now())) * NANO;
    } catch (DateTimeException e) {
      return Double.NaN; // it has no time at the moment
    }
  }
}
