package berkeley.master;

import java.time.Duration;

/**
 * How a master leads.
 *
 * @param period from the start of a round to the start of the next, 10 ms to 1 day. Too short:
 *     load; too long: bounds grow and frequency errors are found late
 * @param samples probes in a burst after the one that is thrown away, 1 to 1000. Too few: a
 *     disturbed reading is all there is; too many: load for the last few hundred nanoseconds
 * @param deadline within what time a round has probed and corrected, 5 ms to the period. Too short:
 *     slow members are left out; too long: a stopped member delays the others' corrections
 * @param average the agreement's name, see {@link Agreements}
 * @param includeMaster whether the master's own time counts in the average
 * @param rttLimit a probe that took longer is no sample, 10 us to 1 hour. Too small: distant
 *     members never take part; too large: bounds that help nobody
 * @param rounds how many rounds to lead, 0 for no end
 * @param pace how much rarer rounds may become than one in each period
 */
public record MasterSettings(
    Duration period,
    int samples,
    Duration deadline,
    String average,
    boolean includeMaster,
    Duration rttLimit,
    long rounds,
    RoundSpacing pace) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public MasterSettings {
    require(
        within(Duration.ofMillis(10), period, Duration.ofDays(1)),
        "period: %s is not in 10ms..1d",
        period);
    require(samples >= 1 && samples <= 1000, "samples: %d is not in 1..1000", samples);
    require(deadline.compareTo(Duration.ofMillis(5)) >= 0, "deadline: %s is below 5ms", deadline);
    require(
        deadline.compareTo(period) <= 0,
        "deadline: %s is longer than the period %s",
        deadline,
        period);
    require(
        within(Duration.ofNanos(10_000), rttLimit, Duration.ofHours(1)),
        "rttLimit: %s is not in 10us..1h",
        rttLimit);
    require(rounds >= 0, "rounds: %d is negative", rounds);
    Agreements.byName(average);
  }

  /** A round each second, within half a second, eight probes a burst. */
  public static MasterSettings defaults() {
    return new MasterSettings(
        Duration.ofSeconds(1),
        8,
        Duration.ofMillis(500),
        Agreements.DEFAULT,
        false,
        Duration.ofSeconds(1),
        0,
        RoundSpacing.STEADY);
  }

  /** The same with another period; the deadline becomes half of it if it was longer than that. */
  public MasterSettings withPeriod(Duration newPeriod) {
    Duration half = newPeriod.dividedBy(2);
    Duration fitting = deadline.compareTo(half) > 0 ? half : deadline;
    return new MasterSettings(
        newPeriod, samples, fitting, average, includeMaster, rttLimit, rounds, pace);
  }

  /** The same with another number of probes. */
  public MasterSettings withSamples(int newSamples) {
    return new MasterSettings(
        period, newSamples, deadline, average, includeMaster, rttLimit, rounds, pace);
  }

  /** The same with another deadline. */
  public MasterSettings withDeadline(Duration newDeadline) {
    return new MasterSettings(
        period, samples, newDeadline, average, includeMaster, rttLimit, rounds, pace);
  }

  /** The same with another agreement. */
  public MasterSettings withAverage(String newAverage) {
    return new MasterSettings(
        period, samples, deadline, newAverage, includeMaster, rttLimit, rounds, pace);
  }

  /** The same with the master's own time counted or left out. */
  public MasterSettings withIncludeMaster(boolean counted) {
    return new MasterSettings(period, samples, deadline, average, counted, rttLimit, rounds, pace);
  }

  /** The same with another limit of the round trip. */
  public MasterSettings withRttLimit(Duration newLimit) {
    return new MasterSettings(
        period, samples, deadline, average, includeMaster, newLimit, rounds, pace);
  }

  /** The same for a number of rounds. */
  public MasterSettings withRounds(long newRounds) {
    return new MasterSettings(
        period, samples, deadline, average, includeMaster, rttLimit, newRounds, pace);
  }

  /** The same with rounds that become rarer, or do not. */
  public MasterSettings withPace(RoundSpacing newPace) {
    return new MasterSettings(
        period, samples, deadline, average, includeMaster, rttLimit, rounds, newPace);
  }

  private static boolean within(Duration least, Duration value, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }
}
