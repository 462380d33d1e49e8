package berkeley.master;

import berkeley.api.environment.ClockLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a master.
 *
 * @param period from the start of a round to the start of the next, 10 ms to 1 day. Too short:
 *     load; too long: bounds grow and frequency errors are found late
 * @param samples probes in a burst after the one that is thrown away, 1 to 1000. Too few: a
 *     disturbed reading may be the only one; too many: load for the last few hundred nanoseconds
 * @param deadline within what time a round has probed and corrected, 5 ms to the period. Too short:
 *     slow members are left out; too long: a stopped member delays the others' corrections
 * @param average the agreement's name, see {@link Agreements}
 * @param includeMaster whether the master's own time counts in the average
 * @param rttLimit a probe that took longer is no sample, 10 us to 1 hour. Too small: distant
 *     members never take part; too large: bounds of no use
 * @param rounds how many rounds to lead, 0 for no end
 * @param quickStart whether rounds follow one another quickly while members have yet to learn the
 *     rate of cluster time. Without: bounds are wide for the first seconds; with it: several dozen
 *     rounds in the first eight periods
 * @param pace how much rarer rounds may become than one in each period
 * @param limits what is assumed of the members' oscillators, the same as their nodes assume
 * @param gamma how far two clocks that count may differ under {@code tempo}, see {@link
 *     TempoAgreement#TempoAgreement(Duration)}
 * @param corrections who is sent a correction
 */
public record MasterSettings(
    Duration period,
    int samples,
    Duration deadline,
    String average,
    boolean includeMaster,
    Duration rttLimit,
    long rounds,
    boolean quickStart,
    RoundSpacing pace,
    ClockLimits limits,
    Duration gamma,
    CorrectionRules corrections) {

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
    Agreements.byName(average, gamma);
  }

  /** Returns the defaults: a round each second, within half a second, eight probes a burst. */
  public static MasterSettings defaults() {
    return builder().build();
  }

  /** Returns a builder that begins with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns whether rounds move cluster time whenever the votes say so: then nothing can be
   * promised about its rate.
   */
  public boolean movesClusterTime() {
    return agreement().movesClusterTime() || corrections.exactly();
  }

  /** Returns a builder that begins with these settings. */
  public Builder toBuilder() {
    return new Builder()
        .period(period)
        .samples(samples)
        .deadline(deadline)
        .average(average)
        .includeMaster(includeMaster)
        .rttLimit(rttLimit)
        .rounds(rounds)
        .quickStart(quickStart)
        .pace(pace)
        .limits(limits)
        .gamma(gamma)
        .corrections(corrections);
  }

  /** Returns how the clocks' offsets become one. */
  public Agreement agreement() {
    return Agreements.byName(average, gamma);
  }

  private static boolean within(Duration least, Duration value, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }

  /** Collects settings; units and ranges are those of {@link MasterSettings}. */
  public static final class Builder {

    private static final Duration LONGEST_DEFAULT_DEADLINE = Duration.ofMillis(500);

    private Duration period = Duration.ofSeconds(1);
    private int samples = 8;
    private Optional<Duration> deadline = Optional.empty();
    private String average = Agreements.DEFAULT;
    private boolean includeMaster;
    private Duration rttLimit = Duration.ofSeconds(1);
    private long rounds;
    private boolean quickStart = true;
    private RoundSpacing pace = RoundSpacing.STEADY;
    private ClockLimits limits = ClockLimits.UNSTEERED;
    private Duration gamma = TempoAgreement.DEFAULT_GAMMA;
    private CorrectionRules corrections = CorrectionRules.DEFAULT;

    private Builder() {}

    /** Sets the time from the start of a round to the start of the next (default: 1 s). */
    public Builder period(Duration value) {
      period = value;
      return this;
    }

    /** Sets the number of probes in a burst (default: 8). */
    public Builder samples(int value) {
      samples = value;
      return this;
    }

    /** Sets the time within which a round is over (default: 500 ms, at most half the period). */
    public Builder deadline(Duration value) {
      deadline = Optional.of(value);
      return this;
    }

    /** Sets the agreement's name (default: {@link Agreements#DEFAULT}). */
    public Builder average(String value) {
      average = value;
      return this;
    }

    /** Sets whether the master's own time counts (default: no). */
    public Builder includeMaster(boolean value) {
      includeMaster = value;
      return this;
    }

    /** Sets the round trip beyond which a probe is no sample (default: 1 s). */
    public Builder rttLimit(Duration value) {
      rttLimit = value;
      return this;
    }

    /** Sets how many rounds to lead (default: 0, no end). */
    public Builder rounds(long value) {
      rounds = value;
      return this;
    }

    /** Sets whether the first rounds follow one another quickly (default: yes). */
    public Builder quickStart(boolean value) {
      quickStart = value;
      return this;
    }

    /** Sets how much rarer rounds may become (default: {@link RoundSpacing#STEADY}). */
    public Builder pace(RoundSpacing value) {
      pace = value;
      return this;
    }

    /**
     * Sets what is assumed of the members' oscillators (default: {@link ClockLimits#UNSTEERED}).
     */
    public Builder limits(ClockLimits value) {
      limits = value;
      return this;
    }

    /** Sets how far two counted clocks may differ under {@code tempo} (default: 20 ms). */
    public Builder gamma(Duration value) {
      gamma = value;
      return this;
    }

    /** Sets who is sent a correction (default: {@link CorrectionRules#DEFAULT}). */
    public Builder corrections(CorrectionRules value) {
      corrections = value;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException naming the setting that is out of its range
     */
    public MasterSettings build() {
      return new MasterSettings(
          period,
          samples,
          deadline.orElseGet(this::defaultDeadline),
          average,
          includeMaster,
          rttLimit,
          rounds,
          quickStart,
          pace,
          limits,
          gamma,
          corrections);
    }

    private Duration defaultDeadline() {
      Duration half = period.dividedBy(2);
      return half.compareTo(LONGEST_DEFAULT_DEADLINE) < 0 ? half : LONGEST_DEFAULT_DEADLINE;
    }
  }
}
