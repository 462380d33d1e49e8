package berkeley.launcher.metrics;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.slave.monitoring.FailureCause;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of a node's members while it leads. A node that no longer leads shows no members, and
 * its counters do not change. Safe for use by several threads.
 */
final class RoundMetrics implements Consumer<RoundReport> {

  private static final double NANO = 1e-9;

  private final BooleanSupplier leads;
  private final Counter rounds;
  private final Counter exclusions;
  private final Counter rejections;
  private final Histogram durations;
  private volatile List<MemberReport> members = List.of();

  /**
   * Registers the metrics.
   *
   * @param leads whether the node leads at the moment
   */
  RoundMetrics(PrometheusRegistry registry, BooleanSupplier leads) {
    this.leads = leads;
    rounds =
        Counter.builder()
            .name("berkeley_rounds_total")
            .help("Rounds that this node has led.")
            .register(registry);
    exclusions =
        Counter.builder()
            .name("berkeley_round_exclusions_total")
            .help("Members left out of a round, or not corrected in it, by cause.")
            .labelNames("reason")
            .register(registry);
    rejections =
        Counter.builder()
            .name("berkeley_round_rejections_total")
            .help("Votes rejected in a round, by cause.")
            .labelNames("reason")
            .register(registry);
    durations =
        Histogram.builder()
            .name("berkeley_round_duration_seconds")
            .help("From the first probe of a round to the last answer to a correction.")
            .classicOnly()
            .classicUpperBounds(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1)
            .register(registry);
    rejections.initLabelValues(FailureCause.FALSETICKER.label());
    for (FailureCause cause : FailureCause.values()) {
      if (cause != FailureCause.FALSETICKER) {
        exclusions.initLabelValues(cause.label());
      }
    }
    member(
        registry,
        "berkeley_clock_rtt_seconds",
        "Smallest round trip to a member in the newest round.",
        MemberReport::rttNanos);
    member(
        registry,
        "berkeley_member_offset_seconds",
        "A member's offset against the master in the newest round; positive when it is ahead.",
        MemberReport::offsetNanos);
    member(
        registry,
        "berkeley_member_error_bound_seconds",
        "Upper bound of the error of that offset.",
        MemberReport::errorBoundNanos);
    GaugeWithCallback.builder()
        .name("berkeley_members")
        .help("Members in the newest round, by outcome.")
        .labelNames("outcome")
        .callback(
            callback -> {
              for (Outcome each : Outcome.values()) {
                callback.call(led().stream().filter(m -> m.outcome() == each).count(), each.name());
              }
            })
        .register(registry);
  }

  private void member(
      PrometheusRegistry registry, String name, String help, ToDoubleFunction<MemberReport> nanos) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("member")
        .callback(
            callback ->
                led().stream()
                    .filter(m -> m.outcome() != Outcome.UNREACHABLE)
                    .forEach(m -> callback.call(nanos.applyAsDouble(m) * NANO, m.id())))
        .register(registry);
  }

  private List<MemberReport> led() {
    return leads.getAsBoolean() ? members : List.of();
  }

  @Override
  public void accept(RoundReport report) {
    members = report.members();
    rounds.inc();
    durations.observe(report.durationNanos() * NANO);
    for (MemberReport member : report.members()) {
      FailureCause.of(member)
          .ifPresent(
              cause ->
                  (cause == FailureCause.FALSETICKER ? rejections : exclusions)
                      .labelValues(cause.label())
                      .inc());
    }
  }
}
