package berkeley.master;

/**
 * How soon a member is read again whose rate is being learnt.
 *
 * <p><b>Problem.</b> Until the rate of cluster time has been measured against a member's counter,
 * its error bound grows by all that two rates may differ, and its frequency is a guess: rounds that
 * are a second apart leave it poor for many seconds.
 *
 * <p><b>Idea.</b> The first readings follow one another quickly, as in NTP's iburst (RFC 5905,
 * section 13). Each pause is a fixed share of the time over which the rate has been measured. What
 * the rate may be off is a reading's own error over that time, so a bound grows by the same small
 * part of that error in each pause, and the pauses become as long as usual by themselves. A phase
 * of cluster time has a rate of its own, so each begins with quick readings.
 *
 * <p><b>Limit.</b> A clock that sleeps, or whose oscillator changes, is read no sooner for that.
 * Not safe for use by several threads.
 */
final class QuickStart {

  /** A pause lasts for this part of the time for which the rate has been learnt. */
  private static final int SHARE = 8;

  private long phase;
  private long sinceTicks;
  private long readTicks;
  private boolean isRead;

  /**
   * Records that the member was read, whatever comes of that.
   *
   * @param atTicks when, by the master's ticks
   * @param ofPhase the phase of cluster time, whose rate the member learns
   */
  void read(long atTicks, long ofPhase) {
    if (!isRead || ofPhase != phase) {
      sinceTicks = atTicks;
    }
    isRead = true;
    phase = ofPhase;
    readTicks = atTicks;
  }

  /**
   * Returns how long after its newest reading it should be read again, in nanoseconds: the longer
   * its rate has been learnt, the longer.
   */
  long pauseNanos() {
    return Math.max(0, readTicks - sinceTicks) / SHARE;
  }
}
