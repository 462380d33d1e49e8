package berkeley.simulator.measure;

import berkeley.api.environment.ClockLimits;
import berkeley.simulator.scenario.ClockSpec;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.ScenarioFaults;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides which nodes must keep the invariants.
 *
 * <p>A bound is guaranteed on two conditions: that the clock is not a liar's, and that its
 * oscillator keeps within what {@link ClockLimits} declare: a rate within the drift limit, and a
 * rate that changes by no more than the wander limit since it was last measured. Nodes that violate
 * the conditions are checked too, but counted separately.
 */
public final class JudgedNodes {

  /** A frequency is measured over up to two anchors of 16 s; see the keeper of bounds. */
  private static final double MEASURED_OVER_SECONDS = 32;

  /** Beyond this many standard deviations no run of a day goes. */
  private static final double SIGMAS = 6;

  private final Scenario scenario;
  private final double driftLimit;
  private final double wanderLimit;

  /** Creates the rule for a scenario's nodes. */
  public JudgedNodes(Scenario scenario) {
    this.scenario = scenario;
    this.driftLimit = ClockLimits.UNSTEERED.driftLimitRatio();
    this.wanderLimit = ClockLimits.UNSTEERED.wanderLimitRatio();
  }

  /** Returns why a slave need not keep the invariants; empty if it must. */
  public Optional<String> excuse(int slave) {
    ScenarioFaults faults = scenario.faults();
    if (faults.lies(slave)) {
      return Optional.of("it lies");
    }
    if (faults.jumps().stream().anyMatch(jump -> jump.slave() == slave && !jump.size().isZero())) {
      return Optional.of("its oscillator jumps");
    }
    double rate = farthestRate(slave);
    if (rate > driftLimit) {
      return Optional.of(beyond("is off in rate by up to", rate, driftLimit));
    }
    double change = largestChange();
    return change > wanderLimit
        ? Optional.of(beyond("changes its rate by up to", change, wanderLimit))
        : Optional.empty();
  }

  private double farthestRate(int slave) {
    ClockSpec clocks = scenario.clocks();
    double rate =
        Math.abs(scenario.faults().frequencies().getOrDefault(slave, clocks.initialFrequency()));
    rate += clocks.step().map(s -> Math.abs(s.ratio())).orElse(0.0);
    rate += clocks.sine().map(s -> Math.abs(s.amplitude())).orElse(0.0);
    return rate + wanderOver(scenario.duration().toSeconds());
  }

  private double largestChange() {
    ClockSpec clocks = scenario.clocks();
    double change = clocks.step().map(s -> Math.abs(s.ratio())).orElse(0.0);
    change += clocks.sine().map(s -> sineOver(s.amplitude(), s.period())).orElse(0.0);
    return change + wanderOver(MEASURED_OVER_SECONDS);
  }

  private static double sineOver(double amplitude, Duration period) {
    double turns = MEASURED_OVER_SECONDS / period.toSeconds();
    return Math.abs(amplitude) * Math.min(2, 2 * Math.PI * turns);
  }

  private double wanderOver(double seconds) {
    double clocks = scenario.clocks().wanderingReference() ? 2 : 1;
    return SIGMAS * scenario.clocks().wander() * Math.sqrt(clocks * seconds);
  }

  private static String beyond(String what, double found, double limit) {
    return "its oscillator %s %.1f ppm, declared are %.0f ppm"
        .formatted(what, found * 1e6, limit * 1e6);
  }
}
