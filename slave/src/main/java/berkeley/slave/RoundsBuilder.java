package berkeley.slave;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.PushReport;
import berkeley.api.wire.RoundReport;
import berkeley.master.CorrectionRules;
import berkeley.master.MasterSettings;
import berkeley.master.RoundSpacing;
import java.time.Duration;
import java.util.function.Consumer;

/** How a node leads, once it leads. Not safe for use by several threads. */
public final class RoundsBuilder {

  private final MasterSettings.Builder settings = MasterSettings.builder();
  private CorrectionRules corrections = CorrectionRules.DEFAULT;
  private Consumer<RoundReport> onRound = report -> {};
  private Consumer<PushReport> onPush = report -> {};

  RoundsBuilder() {}

  /**
   * Sets the time from the start of a round to the start of the next.
   *
   * @param period 1 s by default, 10 ms to 1 day. Too short: load; too long: bounds grow and
   *     frequency errors are found late
   * @return this builder
   */
  public RoundsBuilder period(Duration period) {
    settings.period(period);
    return this;
  }

  /**
   * Sets within what time a round has probed and corrected.
   *
   * @param deadline 500 ms by default, at most half the period then; 5 ms to the period. Too short:
   *     slow members are left out; too long: a stopped member delays the others' corrections
   * @return this builder
   */
  public RoundsBuilder deadline(Duration deadline) {
    settings.deadline(deadline);
    return this;
  }

  /**
   * Sets the probes of a burst, without the one that is thrown away.
   *
   * @param probes 8 by default, 1 to 1000. Too few: a disturbed reading is all there is; too many:
   *     load for the last few hundred nanoseconds
   * @return this builder
   */
  public RoundsBuilder samples(int probes) {
    settings.samples(probes);
    return this;
  }

  /**
   * Sets how the clocks' offsets become one.
   *
   * @param name {@code intersection} by default, or {@code mean}, {@code tempo}, {@code midpoint}.
   *     The plain mean follows a clock that is wildly off
   * @return this builder
   */
  public RoundsBuilder average(String name) {
    settings.average(name);
    return this;
  }

  /**
   * Sets how far two clocks that count may differ under {@code tempo}.
   *
   * @param range 20 ms by default, more than 0 to 1 day. Too small: sound clocks lose their vote;
   *     too large: a clock that is off by as much still counts
   * @return this builder
   */
  public RoundsBuilder gamma(Duration range) {
    settings.gamma(range);
    return this;
  }

  /**
   * Leaves the members' clocks that lost their vote as they are; by default they are corrected all
   * the same.
   *
   * @return this builder
   */
  public RoundsBuilder leaveRejected() {
    corrections = corrections.withLeaveRejected(true);
    return this;
  }

  /**
   * Sets how far a clock has to be off before a round corrects anybody.
   *
   * @param limit 0 by default, so that each round does, to 1 day. Nodes that are not corrected go
   *     into holdover
   * @return this builder
   * @throws IllegalArgumentException if it is out of its range
   */
  public RoundsBuilder threshold(Duration limit) {
    corrections = corrections.withThreshold(limit);
    return this;
  }

  /**
   * Counts the master's own time in the average; by default it is left out.
   *
   * @return this builder
   */
  public RoundsBuilder includeMaster() {
    settings.includeMaster(true);
    return this;
  }

  /**
   * Sets the round trip beyond which a probe is no sample.
   *
   * @param limit 1 s by default, 10 us to 1 hour. Too small: distant members never take part; too
   *     large: bounds that help nobody
   * @return this builder
   */
  public RoundsBuilder rttLimit(Duration limit) {
    settings.rttLimit(limit);
    return this;
  }

  /**
   * Sets after how many rounds a mastership ends.
   *
   * @param rounds 0 by default, never; not negative
   * @return this builder
   */
  public RoundsBuilder count(long rounds) {
    settings.rounds(rounds);
    return this;
  }

  /**
   * Lets rounds become rarer while the members keep good time; by default there is one in each
   * period.
   *
   * @param longest the longest time between two rounds, 0 (none becomes rarer) to 1 hour. Too long:
   *     a clock that fails is noticed late
   * @param boundLimit how far a member's error bound may grow until the next round, 10 us to 1
   *     hour. Too small: rounds never become rarer; too large: bounds that help nobody
   * @return this builder
   * @throws IllegalArgumentException naming the one that is out of its range
   */
  public RoundsBuilder rarer(Duration longest, Duration boundLimit) {
    settings.pace(new RoundSpacing(longest, boundLimit));
    return this;
  }

  /**
   * Keeps the first rounds as far apart as all others; by default they follow one another quickly,
   * until the members' bounds and rates are known, and so they do when a member comes.
   *
   * @return this builder
   */
  public RoundsBuilder withoutQuickStart() {
    settings.quickStart(false);
    return this;
  }

  /**
   * Adds a listener that is told of each round that this node leads, on the master's thread: one
   * that is slow delays the next round.
   *
   * @param listener told after the one before it
   * @return this builder
   */
  public RoundsBuilder onRound(Consumer<RoundReport> listener) {
    onRound = onRound.andThen(listener);
    return this;
  }

  /**
   * Adds a listener that is told of each slave that sends its time to this node while it leads, and
   * of the answer; on a thread that listeners share.
   *
   * @param listener told after the one before it
   * @return this builder
   */
  public RoundsBuilder onPush(Consumer<PushReport> listener) {
    onPush = onPush.andThen(listener);
    return this;
  }

  MasterSettings build(ClockLimits limits) {
    return settings.limits(limits).corrections(corrections).build();
  }

  Consumer<RoundReport> listener() {
    return onRound;
  }

  Consumer<PushReport> pushListener() {
    return onPush;
  }
}
