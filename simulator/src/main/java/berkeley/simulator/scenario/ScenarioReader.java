package berkeley.simulator.scenario;

import static berkeley.simulator.scenario.Scenario.require;

import berkeley.master.Agreements;
import berkeley.master.CorrectionRules;
import berkeley.master.MasterSettings;
import berkeley.master.RoundSpacing;
import berkeley.master.TempoAgreement;
import berkeley.node.discipline.ServoSettings;
import berkeley.simulator.scenario.ClockSpec.Sine;
import berkeley.simulator.scenario.ClockSpec.Step;
import berkeley.simulator.scenario.NetworkSpec.Outage;
import berkeley.simulator.scenario.NetworkSpec.Spikes;
import berkeley.simulator.scenario.ScenarioFaults.Deception;
import berkeley.simulator.scenario.ScenarioFaults.Jump;
import berkeley.simulator.text.Units;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Reads a scenario from properties. The defaults are those of scenario A, on a perfect network of
 * ordinary hosts; docs/simulator.md lists the keys.
 */
final class ScenarioReader {

  private final ScenarioEntries entries;

  private ScenarioReader(ScenarioEntries entries) {
    this.entries = entries;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the key, what was found and what was wanted
   */
  static Scenario read(String name, Properties properties) {
    ScenarioEntries entries = new ScenarioEntries(properties);
    Scenario scenario;
    try {
      scenario = new ScenarioReader(entries).scenario(name);
      entries.requireAllKnown();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("scenario %s: %s".formatted(name, e.getMessage()), e);
    }
    return scenario;
  }

  private Scenario scenario(String name) {
    MasterSettings master = master();
    return new Scenario(
        name,
        entries.number("slaves", 10),
        entries.duration("duration", "2h"),
        entries.instant("start", "2026-01-01T00:00:00Z"),
        master,
        network(),
        clocks(),
        faults(),
        push());
  }

  private Optional<Duration> push() {
    Duration every = entries.duration("push", "0");
    return every.isZero() ? Optional.empty() : Optional.of(every);
  }

  private MasterSettings master() {
    Duration period = entries.duration("period", "1s");
    require(
        period.toMillis() >= 10 && period.compareTo(Duration.ofDays(1)) <= 0,
        "period: found %s, wanted 10ms to 1d",
        period);
    int probes = entries.number("probes", 1);
    require(probes >= 1 && probes <= 1000, "probes: found %d, wanted 1 to 1000", probes);
    MasterSettings settings =
        MasterSettings.builder()
            .period(period)
            .samples(probes)
            .average(entries.oneOf("average", Agreements.DEFAULT, Agreements.names()))
            .includeMaster(entries.flag("include.master", false))
            .gamma(gamma())
            .corrections(corrections())
            .quickStart(entries.flag("quick.start", false))
            .pace(pace())
            .build();
    Duration deadline = entries.duration("deadline", Units.text(settings.deadline()));
    require(
        deadline.toMillis() >= 5 && deadline.compareTo(period) <= 0,
        "deadline: found %s, wanted 5ms to the period, %s",
        deadline,
        period);
    return settings.toBuilder().deadline(deadline).build();
  }

  private Duration gamma() {
    Duration gamma = entries.duration("gamma", Units.text(TempoAgreement.DEFAULT_GAMMA));
    require(
        gamma.toNanos() > 0 && gamma.compareTo(TempoAgreement.MAX_GAMMA) <= 0,
        "gamma: found %s, wanted more than 0 to %s",
        gamma,
        TempoAgreement.MAX_GAMMA);
    return gamma;
  }

  private CorrectionRules corrections() {
    Duration threshold = entries.duration("threshold", "0");
    require(
        !threshold.isNegative() && threshold.compareTo(Duration.ofDays(1)) <= 0,
        "threshold: found %s, wanted 0 to 1d",
        threshold);
    return CorrectionRules.DEFAULT
        .withLeaveRejected(entries.flag("leave.rejected", false))
        .withThreshold(threshold);
  }

  private RoundSpacing pace() {
    Duration longest = entries.duration("poll.max", "0");
    Duration limit = entries.duration("bound.limit", Units.text(RoundSpacing.STEADY.boundLimit()));
    require(
        !longest.isNegative() && longest.compareTo(Duration.ofHours(1)) <= 0,
        "poll.max: found %s, wanted 0 to 1h",
        longest);
    require(
        limit.toNanos() >= 10_000 && limit.compareTo(Duration.ofHours(1)) <= 0,
        "bound.limit: found %s, wanted 10us to 1h",
        limit);
    return new RoundSpacing(longest, limit);
  }

  private NetworkSpec network() {
    return new NetworkSpec(
        entries.duration("delay.base", "100us"),
        entries.duration("delay.jitter", "10us"),
        entries.duration("delay.asymmetry", "0"),
        entries.decimal("loss", 0),
        entries
            .pair("delay.spike", "@", "5ms@0.01", Units::duration, Double::parseDouble, Spikes::new)
            .orElse(Spikes.NONE),
        entries.list("outages", "20m..25m or 2:20m..25m", ScenarioReader::outage));
  }

  private static Outage outage(String text) {
    int colon = text.indexOf(':');
    int slave = colon < 0 ? 0 : ScenarioEntries.slave(text.substring(0, colon));
    String[] ends = text.substring(colon + 1).split("\\.\\.", 2);
    if (ends.length < 2) {
      throw new IllegalArgumentException("there is no '..' in it");
    }
    return new Outage(slave, Units.duration(ends[0]), Units.duration(ends[1]));
  }

  private ClockSpec clocks() {
    return new ClockSpec(
        entries.ratio("wander", "1e-9"),
        entries.duration("wander.every", "1s"),
        entries.duration("initial.offset", "100ms"),
        entries.ratio("initial.frequency", "50ppm"),
        entries.number("start.samples", ServoSettings.defaults().startSamples()),
        entries.oneOf("reference", "perfect", List.of("perfect", "wandering")).equals("wandering"),
        entries.pair("frequency.step", "@", "5ppm@1h", Units::ratio, Units::duration, Step::new),
        entries.pair("frequency.sine", "@", "1ppm@20m", Units::ratio, Units::duration, Sine::new));
  }

  private ScenarioFaults faults() {
    return new ScenarioFaults(
        entries.bySlave("offsets", "1:-10m", Units::duration),
        entries.bySlave("frequencies", "3:800ppm", Units::ratio),
        entries.bySlave("liars", "1:+1h", Units::duration),
        entries.list("deceptions", "1:+50us@10m", ScenarioReader::deception),
        entries.list("jumps", "2:+50ms@10m", ScenarioReader::jump));
  }

  private static Deception deception(String text) {
    String[] parts = threeParts(text);
    return new Deception(
        ScenarioEntries.slave(parts[0]), Units.duration(parts[1]), Units.duration(parts[2]));
  }

  private static Jump jump(String text) {
    String[] parts = threeParts(text);
    return new Jump(
        ScenarioEntries.slave(parts[0]), Units.duration(parts[1]), Units.duration(parts[2]));
  }

  private static String[] threeParts(String text) {
    String[] parts = text.split("[:@]", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException("there is no ':' or no '@' in it");
    }
    return parts;
  }
}
