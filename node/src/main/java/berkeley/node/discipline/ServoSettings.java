package berkeley.node.discipline;

/**
 * Settings of the {@link EdgeServo}. One set serves every network and poll interval that the
 * project has tried: delays are compared with the measured jitter, not with constants. Change them
 * only on the basis of measurements.
 *
 * @param slowestWander least frequency wander assumed, ratio per square root of a second, 1e-13 to
 *     1e-3. Too small: the memory grows until an unmodelled change of temperature is followed late.
 *     Too large: a steady oscillator is not exploited
 * @param fastestWander most wander assumed, same unit, at least the slowest. Too small: steps of
 *     frequency are followed late, and overshoot. Too large: a single odd sample is followed
 * @param wanderMembers how many wanders are tried between the two, 2 to 32, evenly on a logarithmic
 *     scale. Too few: the memory fits badly. Too many: processor time, and their weights take
 *     longer to settle
 * @param memorySamples how long a member's record of predictions counts, 20 to 100,000 samples. Too
 *     small: the choice among members is noisy. Too large: a change of the oscillator or the
 *     network is detected late
 * @param startSamples how many first samples are evaluated together, 4 to 64. Too small: a slower
 *     settling. Too large: wander within them is ignored, and each costs more than the one before
 * @param maxFrequencyPpm largest frequency against cluster time expected at the start, parts per
 *     million, 1 to 10,000. Too small: slow to settle on a poor oscillator. Too large: the second
 *     sample's noise is followed
 * @param readingNanos standard deviation of reading a counter, nanoseconds, 0.5 to 1e6. Too small:
 *     rounding is taken for information. Too large: a limit to accuracy on fast links
 */
public record ServoSettings(
    double slowestWander,
    double fastestWander,
    int wanderMembers,
    int memorySamples,
    int startSamples,
    double maxFrequencyPpm,
    double readingNanos) {

  /** Checks every range; the message names the setting, the value found and the range wanted. */
  public ServoSettings {
    check("slowestWander", slowestWander, 1e-13, 1e-3);
    check("fastestWander", fastestWander, slowestWander, 1e-3);
    check("wanderMembers", wanderMembers, 2, 32);
    check("memorySamples", memorySamples, 20, 100_000);
    check("startSamples", startSamples, 4, 64);
    check("maxFrequencyPpm", maxFrequencyPpm, 1, 10_000);
    check("readingNanos", readingNanos, 0.5, 1e6);
  }

  /** Returns the defaults. */
  public static ServoSettings defaults() {
    return new ServoSettings(1e-10, 1e-5, 9, 500, 12, 500, 10);
  }

  /** Returns the same settings with another number of first samples. */
  public ServoSettings withStartSamples(int samples) {
    return new ServoSettings(
        slowestWander,
        fastestWander,
        wanderMembers,
        memorySamples,
        samples,
        maxFrequencyPpm,
        readingNanos);
  }

  private static void check(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " is " + value + "; give a value from " + least + " to " + most);
    }
  }
}
