package berkeley.micrometer;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.slave.monitoring.FailureCause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics of a node's members in one registry, while it leads. */
final class RoundMeters {

  private static final double NANO = 1e-9;

  private static final Duration[] BUCKETS =
      Stream.of(2, 5, 10, 20, 50, 100, 200, 500, 1_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Tags tags;
  private final BooleanSupplier leads;
  private final Counter rounds;
  private final Timer durations;
  private final Map<FailureCause, Counter> failures = new EnumMap<>(FailureCause.class);
  private final Map<MultiGauge, ToLongFunction<MemberReport>> ofMembers;
  private volatile Map<String, MemberReport> members = Map.of();

  /** Whose gauges there are; changed in rounds alone. */
  private Set<String> shown = Set.of();

  RoundMeters(MeterRegistry registry, Tags tags, BooleanSupplier leads) {
    this.tags = tags;
    this.leads = leads;
    this.rounds =
        Counter.builder("berkeley.rounds")
            .description("Rounds that this node has led.")
            .tags(tags)
            .register(registry);
    this.durations =
        Timer.builder("berkeley.round.duration")
            .description("From the first probe of a round to the last answer to a correction.")
            .serviceLevelObjectives(BUCKETS)
            .tags(tags)
            .register(registry);
    for (FailureCause each : FailureCause.values()) {
      failures.put(each, failureCounter(registry, each));
    }
    this.ofMembers =
        Map.of(
            gauge(
                registry,
                "berkeley.clock.rtt",
                "Smallest round trip to a member in the newest round."),
            MemberReport::rttNanos,
            gauge(
                registry,
                "berkeley.member.offset",
                "A member's offset against the master in the newest round; positive when ahead."),
            MemberReport::offsetNanos,
            gauge(
                registry,
                "berkeley.member.error.bound",
                "Upper bound of the error of that offset."),
            MemberReport::errorBoundNanos);
    for (Outcome each : Outcome.values()) {
      Gauge.builder("berkeley.members", () -> count(each))
          .description("Members in the newest round, by outcome.")
          .tags(tags.and("outcome", each.name()))
          .register(registry);
    }
  }

  private Counter failureCounter(MeterRegistry registry, FailureCause cause) {
    boolean isRejection = cause == FailureCause.FALSETICKER;
    return Counter.builder(isRejection ? "berkeley.round.rejections" : "berkeley.round.exclusions")
        .description(
            isRejection
                ? "Votes rejected in a round, by cause."
                : "Members left out of a round, or not corrected in it, by cause.")
        .tags(tags.and("reason", cause.label()))
        .register(registry);
  }

  private MultiGauge gauge(MeterRegistry registry, String name, String help) {
    return MultiGauge.builder(name)
        .description(help)
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
  }

  /** Records a round. */
  synchronized void accept(RoundReport report) {
    rounds.increment();
    durations.record(Duration.ofNanos(report.durationNanos()));
    report.members().forEach(this::countFailure);
    members = report.members().stream().collect(Collectors.toMap(MemberReport::id, each -> each));
    Set<String> answered =
        report.members().stream()
            .filter(each -> each.outcome() != Outcome.UNREACHABLE)
            .map(MemberReport::id)
            .collect(Collectors.toSet());
    if (!answered.equals(shown)) {
      shown = answered;
      ofMembers.forEach((gauge, value) -> gauge.register(rows(value), true));
    }
  }

  private void countFailure(MemberReport member) {
    FailureCause.of(member).map(failures::get).ifPresent(Counter::increment);
  }

  private List<Row<?>> rows(ToLongFunction<MemberReport> nanos) {
    return shown.stream()
        .<Row<?>>map(id -> Row.of(Tags.of("member", id), () -> valueOf(id, nanos)))
        .toList();
  }

  private double valueOf(String id, ToLongFunction<MemberReport> nanos) {
    MemberReport member = members.get(id);
    return member == null || !leads.getAsBoolean() ? Double.NaN : nanos.applyAsLong(member) * NANO;
  }

  private double count(Outcome outcome) {
    return leads.getAsBoolean()
        ? members.values().stream().filter(each -> each.outcome() == outcome).count()
        : 0;
  }
}
