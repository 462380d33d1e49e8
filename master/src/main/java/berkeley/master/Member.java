package berkeley.master;

import berkeley.api.environment.BurstLength;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.ClockRemote;
import java.util.List;
import java.util.Optional;

/** What a master knows about one life of one member. Not safe for use by several threads. */
public final class Member {

  /** Rounds between two probes of a member that stays silent, at most. */
  static final long MAX_PAUSE_ROUNDS = 4;

  /** After so many failures a member is no longer shown; it is still probed now and then. */
  static final int FORGOTTEN_AFTER_FAILURES = 8;

  /** How many slow bursts of a newcomer are passed over before it is taken to be far away. */
  static final int PASSED_OVER = 2;

  /** What is slow for a newcomer: half of it is what its first step may be wrong by. */
  static final long NEWCOMER_RTT_NANOS = 50_000_000;

  /** A path that has become longer is believed to be so after some so many bursts. */
  private static final int RTT_MEMORY = 8;

  private final String id;
  private final ClockRemote clock;
  private final Granularity granularity = new Granularity();
  private final SampleHistory history;
  private final PollInterval poll;
  private volatile Standing standing = Standing.UNKNOWN;
  private int failures;
  private int slowBursts;
  private long usualRttNanos = Long.MAX_VALUE;
  private long dueRound;
  private String lastFailure = "";
  private int unlistedRounds;
  private long heardOrder;
  private long heardEpoch;

  /**
   * A member met for the first time.
   *
   * @param id its name
   * @param clock its remote clock
   * @param limits what is assumed of its oscillator
   */
  public Member(String id, ClockRemote clock, ClockLimits limits) {
    this.id = id;
    this.clock = clock;
    this.history = new SampleHistory(limits);
    this.poll = new PollInterval(limits);
  }

  private enum Standing {
    UNKNOWN,
    NEWCOMER,
    MEMBER
  }

  /** Whether it is known whether this is a newcomer. */
  public boolean classified() {
    return standing != Standing.UNKNOWN;
  }

  /**
   * Tells whether it has been synchronised before in its present life; may be called by the thread
   * that probes it.
   */
  public void classify(boolean newcomer) {
    standing = newcomer ? Standing.NEWCOMER : Standing.MEMBER;
  }

  /** Its name. */
  public String id() {
    return id;
  }

  /** Its remote clock. */
  public ClockRemote clock() {
    return clock;
  }

  /** Whether it is to be probed in the given round. */
  public boolean due(long round) {
    return round >= dueRound;
  }

  /** Whether it answered the last time it was asked. */
  public boolean answering() {
    return failures == 0;
  }

  /** Whether it has been silent for so long that it is shown no more. */
  public boolean forgotten() {
    return failures >= FORGOTTEN_AFTER_FAILURES;
  }

  /** Why it did not answer the last time. */
  public String lastFailure() {
    return lastFailure;
  }

  /**
   * Takes the answers to a burst.
   *
   * @param probes the burst
   * @param rttLimitNanos a probe that took longer is no sample
   * @param nowTicks the master's ticks
   * @return what it votes with and is corrected from; empty if every probe took too long
   */
  public Optional<RespondingMember> answered(
      List<Probe> probes, long rttLimitNanos, long nowTicks) {
    probes.forEach(probe -> granularity.seen(probe.remoteNanos()));
    long limit = rttLimitNanos(rttLimitNanos);
    List<Probe> fast = probes.stream().filter(p -> p.rttNanos() <= limit).toList();
    Optional<Sample> sample = Sample.best(fast, granularity.nanos());
    if (sample.isEmpty()) {
      slowBursts++;
    } else {
      noticeRtt(sample.get().rttNanos());
      failures = 0;
      dueRound = 0;
      lastFailure = "";
    }
    boolean newcomer = standing != Standing.MEMBER;
    return sample.map(s -> new RespondingMember(id, newcomer, s, history.vote(id, s, nowTicks)));
  }

  /**
   * How long a probe of it may take now. A newcomer is stepped once, and slews away for minutes
   * what that step was wrong by: so a burst on a busy processor is passed over, a few times.
   *
   * @param general what holds for all
   */
  long rttLimitNanos(long general) {
    boolean choosy = standing != Standing.MEMBER && slowBursts < PASSED_OVER;
    return choosy ? Math.min(general, NEWCOMER_RTT_NANOS) : general;
  }

  /**
   * How many probes of it a burst needs: fewer where rounds may become rarer and its frequency is
   * known.
   *
   * @param samples how many otherwise
   */
  public BurstLength burst(int samples, RoundSpacing pace) {
    return pace.lengthens() && poll.isSettled()
        ? BurstLength.upTo(samples, usualRttNanos)
        : BurstLength.fixed(samples);
  }

  /** Follows the best of each burst: downwards at once, upwards slowly. */
  private void noticeRtt(long nanos) {
    usualRttNanos =
        nanos < usualRttNanos ? nanos : usualRttNanos + (nanos - usualRttNanos) / RTT_MEMORY;
  }

  /** For how long it can be left alone. */
  PollInterval poll() {
    return poll;
  }

  /** Takes note of a correction that it was sent, and of what it will do to its offset. */
  public void corrected(long deltaNanos, long masterDeltaNanos) {
    standing = Standing.MEMBER;
    perhapsCorrected(deltaNanos, masterDeltaNanos);
  }

  /** Takes note of the newest order to set the time that it has been told of, by its number. */
  void heardOrder(long order) {
    heardOrder = order;
  }

  /** The newest order to set the time that it has been told of, 0 if none. */
  long heardOrder() {
    return heardOrder;
  }

  /** Takes note that it knows whose time the time at the top is. */
  void heardEpoch(long epoch) {
    heardEpoch = epoch;
  }

  /** The newest epoch that it has been told of, 0 if none. */
  long heardEpoch() {
    return heardEpoch;
  }

  /** Takes note of a correction of which nobody knows whether it arrived. */
  public void perhapsCorrected(long deltaNanos, long masterDeltaNanos) {
    history.corrected(deltaNanos - masterDeltaNanos);
  }

  /** Takes note that it did not answer in the given round: it is asked less and less often. */
  public void failed(long round, String reason) {
    lastFailure = reason;
    dueRound = round + Math.min(MAX_PAUSE_ROUNDS, 1L << Math.min(failures, 62));
    failures++;
    history.forget();
  }

  /**
   * Takes note of whether its name still stands in a registry.
   *
   * @return for how many rounds it has not
   */
  public int listed(boolean inRegistry) {
    unlistedRounds = inRegistry ? 0 : unlistedRounds + 1;
    return unlistedRounds;
  }
}
