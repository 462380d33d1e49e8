package berkeley.simulator.scenario;

import static berkeley.simulator.scenario.Scenario.require;

import berkeley.node.discipline.ServoSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * The properties of the slaves' oscillators, and of the start of their servos. Rates are ratios;
 * positive is fast.
 *
 * @param wander standard deviation of what each second adds to a frequency, 0 to 1e-4
 * @param wanderEvery how often a frequency changes, 1 s to 1 h in whole seconds; rarer changes are
 *     larger, so that it wanders as far, and are quicker to simulate
 * @param initialOffset clocks start uniformly within ± this, at most a century
 * @param initialFrequency frequencies start uniformly within ± this, 0 to 0.1
 * @param startSamples how many first samples a servo evaluates together, 4 to 64; all the others of
 *     its settings are the default ones
 * @param wanderingReference whether the master's oscillator wanders like the others; it starts
 *     without offset and frequency error in any case
 * @param step a change of all slaves' frequencies at once
 * @param sine what the temperature does to all slaves, each in its own phase
 */
public record ClockSpec(
    double wander,
    Duration wanderEvery,
    Duration initialOffset,
    double initialFrequency,
    int startSamples,
    boolean wanderingReference,
    Optional<Step> step,
    Optional<Sine> sine) {

  /** More than this and no clock deserves the name. */
  static final double MAX_FREQUENCY = 0.1;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the key, what was found and what was wanted
   */
  public ClockSpec {
    require(wander >= 0 && wander <= 1e-4, "wander: found %s, wanted 0 to 1e-4 (100ppm)", wander);
    require(
        wanderEvery.toSeconds() >= 1
            && wanderEvery.toSeconds() <= 3_600
            && wanderEvery.toNanosPart() == 0,
        "wander.every: found %s, wanted 1s to 1h in whole seconds",
        wanderEvery);
    require(
        !initialOffset.isNegative(), "initial.offset: found %s, wanted 0 or more", initialOffset);
    require(
        startSamples >= 4 && startSamples <= 64,
        "start.samples: found %d, wanted 4 to 64",
        startSamples);
    require(
        initialFrequency >= 0 && initialFrequency <= MAX_FREQUENCY,
        "initial.frequency: found %s, wanted 0 to 0.1 (100000ppm)",
        initialFrequency);
  }

  /** Returns a servo's settings. */
  public ServoSettings servo() {
    return ServoSettings.defaults().withStartSamples(startSamples);
  }

  private static void requireFrequency(String key, double ratio) {
    require(
        Math.abs(ratio) <= MAX_FREQUENCY,
        "%s: found %s, wanted -0.1 to 0.1 (±100000ppm)",
        key,
        ratio);
  }

  /**
   * A change of frequency.
   *
   * @param ratio by how much, within ±0.1
   * @param at when, in whole seconds
   */
  public record Step(double ratio, Duration at) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the key, what was found and what was wanted
     */
    public Step {
      requireFrequency("frequency.step", ratio);
      require(
          !at.isNegative() && at.equals(Duration.ofSeconds(at.toSeconds())),
          "frequency.step: found a time of %s, wanted whole seconds from 0 on",
          at);
    }
  }

  /**
   * A periodic change of frequency.
   *
   * @param amplitude its largest value, within ±0.1
   * @param period how long until it repeats, at least 10 seconds
   */
  public record Sine(double amplitude, Duration period) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the key, what was found and what was wanted
     */
    public Sine {
      requireFrequency("frequency.sine", amplitude);
      require(
          period.toSeconds() >= 10,
          "frequency.sine: found a period of %s, wanted 10s or more",
          period);
    }
  }
}
