package berkeley.master;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.master.Round.Answer;
import java.util.List;
import java.util.Optional;

/** The state that a master keeps of one life of one member. Not safe for use by several threads. */
public final class Member {

  /** Rounds between two probes of a member that stays silent, at most. */
  static final long MAX_PAUSE_ROUNDS = 4;

  /** After so many failures a member is no longer shown; it is still probed now and then. */
  static final int FORGOTTEN_AFTER_FAILURES = 8;

  /** How many slow bursts of a newcomer are passed over before it is taken to be far away. */
  public static final int PASSED_OVER = 2;

  /** What is slow for a newcomer: half of it is what its first step may be wrong by. */
  public static final long NEWCOMER_RTT_NANOS = 50_000_000;

  /** A path that has become longer is believed to be so after some so many bursts. */
  private static final int RTT_MEMORY = 8;

  /** Two rates differ by one part in so many at most. */
  private static final long RATES_APART = 1_000;

  private final String id;
  private final PeerAddress address;
  private final Granularity granularity = new Granularity();
  private final SampleHistory history;
  private final Expectation expected;
  private final PollInterval poll;
  private final QuickStart quickStart = new QuickStart();
  private Standing standing = Standing.UNKNOWN;
  private int failures;
  private int slowBursts;
  private long usualRttNanos = Long.MAX_VALUE;
  private long dueRound;
  private String lastFailure = "";
  private int unlistedRounds;

  /**
   * Creates a member of which nothing is known.
   *
   * @param id its name
   * @param address the way to it
   * @param limits what is assumed of its oscillator
   */
  public Member(String id, PeerAddress address, ClockLimits limits) {
    this.id = id;
    this.address = address;
    this.history = new SampleHistory(limits);
    this.poll = new PollInterval(limits);
    this.expected = new Expectation(limits);
  }

  private enum Standing {
    UNKNOWN,
    NEWCOMER,
    MEMBER
  }

  /** Returns whether it is known whether this is a newcomer. */
  public boolean classified() {
    return standing != Standing.UNKNOWN;
  }

  /** Records that nothing is known of it: to this master it is a newcomer. */
  public void classify() {
    standing = Standing.NEWCOMER;
  }

  /**
   * Records how it described itself.
   *
   * @param newcomer whether it has not been synchronised before in its present life
   * @param boundNanos how far from cluster time it may be, as it says
   * @param doubtNanos how far cluster time may be from the master's line
   * @param nowTicks the master's ticks
   */
  public void classify(boolean newcomer, long boundNanos, long doubtNanos, long nowTicks) {
    standing = newcomer ? Standing.NEWCOMER : Standing.MEMBER;
    expected.within(NanosMath.add(boundNanos, doubtNanos), nowTicks);
  }

  /** Returns whether its first correction is still to come, as far as is known. */
  public boolean isNewcomer() {
    return standing != Standing.MEMBER;
  }

  /** Returns its name. */
  public String id() {
    return id;
  }

  /** Returns the way to it. */
  public PeerAddress address() {
    return address;
  }

  /** Returns whether it is to be probed in the given round. */
  public boolean due(long round) {
    return round >= dueRound;
  }

  /** Returns whether it answered the last time it was asked. */
  public boolean answering() {
    return failures == 0;
  }

  /** Returns whether it has been silent for so long that it is reported no more. */
  public boolean forgotten() {
    return failures >= FORGOTTEN_AFTER_FAILURES;
  }

  /** Returns why it did not answer the last time. */
  public String lastFailure() {
    return lastFailure;
  }

  /**
   * Records the answers to a burst.
   *
   * @param samples the burst
   * @param rttLimitNanos a sample that took longer does not count
   * @param nowTicks the master's ticks
   * @return what it votes with and is corrected from; empty if every sample took too long
   */
  public Optional<Answer> answered(List<Sample> samples, long rttLimitNanos, long nowTicks) {
    samples.forEach(sample -> granularity.seen(sample.readingNanos()));
    long limit = rttLimitNanos(rttLimitNanos);
    List<Sample> fast = samples.stream().filter(s -> s.rttNanos() <= limit).toList();
    Optional<Sample> best = Sample.best(fast, granularity.nanos());
    if (best.isEmpty()) {
      slowBursts++;
    } else {
      recordRtt(best.get().rttNanos());
      quickStart.read(nowTicks, best.get().statement().phase());
      failures = 0;
      dueRound = 0;
      lastFailure = "";
    }
    boolean newcomer = standing != Standing.MEMBER;
    return best.map(
        sample ->
            new Answer(
                newcomer,
                sample,
                expected.explains(sample.offsetNanos(), measuredNanos(sample), nowTicks),
                history.vote(id, sample, nowTicks)));
  }

  /** Half a round trip, at whatever rate, and what its readings are rounded by. */
  private long measuredNanos(Sample sample) {
    return sample.rttNanos() / 2 + sample.rttNanos() / RATES_APART + 1 + granularity.nanos();
  }

  /**
   * Returns how long a probe of it may take now. A newcomer is stepped once, and slews away for
   * minutes what that step was wrong by: so a burst on a busy processor is passed over, a few
   * times.
   *
   * @param general the limit that holds for all
   */
  long rttLimitNanos(long general) {
    boolean strict = standing != Standing.MEMBER && slowBursts < PASSED_OVER;
    return strict ? Math.min(general, NEWCOMER_RTT_NANOS) : general;
  }

  /**
   * Returns how many probes of it a burst needs: fewer where rounds may become rarer and its
   * frequency is known.
   *
   * @param samples how many otherwise
   */
  public BurstLength burst(int samples, RoundSpacing pace) {
    return pace.lengthens() && poll.isSettled()
        ? BurstLength.upTo(samples, usualRttNanos)
        : BurstLength.fixed(samples);
  }

  /** Follows the best of each burst: downwards at once, upwards slowly. */
  private void recordRtt(long nanos) {
    usualRttNanos =
        nanos < usualRttNanos ? nanos : usualRttNanos + (nanos - usualRttNanos) / RTT_MEMORY;
  }

  /** Returns the estimate of how long it can be left alone. */
  PollInterval poll() {
    return poll;
  }

  /** Returns how soon it is to be read again while it learns its rate. */
  QuickStart quickStart() {
    return quickStart;
  }

  /**
   * Records a correction that it was sent, which changes its offset.
   *
   * @param deltaNanos what it was to add
   * @param masterDeltaNanos what the master added itself
   * @param boundNanos the bound that it was told
   * @param nowTicks the master's ticks
   */
  public void corrected(long deltaNanos, long masterDeltaNanos, long boundNanos, long nowTicks) {
    history.corrected(deltaNanos - masterDeltaNanos);
    if (standing == Standing.MEMBER) {
      expected.onItsWay(masterDeltaNanos - deltaNanos, boundNanos, nowTicks);
    } else {
      expected.within(boundNanos, nowTicks); // it was stepped
    }
    standing = Standing.MEMBER;
  }

  /** Records a correction of which nobody knows whether it arrived; as above. */
  public void perhapsCorrected(
      long deltaNanos, long masterDeltaNanos, long boundNanos, long nowTicks) {
    history.corrected(deltaNanos - masterDeltaNanos);
    expected.perhapsOnItsWay(masterDeltaNanos - deltaNanos, boundNanos, nowTicks);
  }

  /** Records that it did not answer in the given round: it is asked less and less often. */
  public void failed(long round, String reason) {
    lastFailure = reason;
    dueRound = round + Math.min(MAX_PAUSE_ROUNDS, 1L << Math.min(failures, 62));
    failures++;
    history.forget();
  }

  /**
   * Records whether a registry still lists its name.
   *
   * @return for how many rounds none has
   */
  public int listed(boolean inRegistry) {
    unlistedRounds = inRegistry ? 0 : unlistedRounds + 1;
    return unlistedRounds;
  }
}
