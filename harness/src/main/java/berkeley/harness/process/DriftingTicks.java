package berkeley.harness.process;

import berkeley.api.environment.Ticks;

/**
 * A worse oscillator made from the host's counter: a fault, for demonstrations and tests.
 *
 * <p>It stands below everything that estimates and corrects. A change of rate takes effect a little
 * later, so that readers on either side of the change agree. Safe for use by several threads;
 * reading takes no lock.
 */
public final class DriftingTicks implements Ticks {

  /** How far ahead of now a new rate begins. */
  private static final long LEAD_NANOS = 2_000_000;

  private final Ticks host;
  private volatile Rate rate;

  /**
   * Makes an oscillator that agrees with the host's now and is off in rate from then on.
   *
   * @param host the host's counter
   * @param ratio by how much it runs fast, as a ratio; slow when negative
   */
  public DriftingTicks(Ticks host, double ratio) {
    this.host = host;
    long now = host.hostNanos();
    this.rate = new Rate(now, now, ratio, ratio);
  }

  @Override
  public long hostNanos() {
    return host.hostNanos();
  }

  @Override
  public long at(long hostNanos) {
    return rate.at(hostNanos);
  }

  @Override
  public long suspendedNanos(long hostNanos) {
    return host.suspendedNanos(hostNanos);
  }

  @Override
  public String source() {
    return host.source();
  }

  /**
   * Lets the rate change, without a jump.
   *
   * @param ratio by how much it runs fast from 2 ms on
   */
  public synchronized void changeRate(double ratio) {
    long knee = host.hostNanos() + LEAD_NANOS;
    rate = new Rate(knee, rate.at(knee), rate.after(), ratio);
  }

  /**
   * Jumps ahead at once, as a counter does that somebody sets.
   *
   * @param nanos by how much, 0 or more
   * @throws IllegalArgumentException if it is negative: a counter never falls
   */
  public synchronized void jump(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException(
          "a node's clock never goes back; set it ahead, or use textbook clocks (--textbook)");
    }
    long now = host.hostNanos();
    Rate before = rate;
    double ratio = now - before.kneeHost() < 0 ? before.before() : before.after();
    rate = new Rate(now, before.at(now) + nanos, ratio, ratio);
  }

  /**
   * Two rates and where the one becomes the other.
   *
   * @param kneeHost the host's ticks there
   * @param kneeOwn this oscillator's ticks there
   * @param before rate error before
   * @param after rate error from there on
   */
  private record Rate(long kneeHost, long kneeOwn, double before, double after) {

    long at(long hostNanos) {
      long elapsed = hostNanos - kneeHost;
      double ratio = elapsed < 0 ? before : after;
      return ratio == 0 && kneeHost == kneeOwn
          ? hostNanos
          : kneeOwn + elapsed + (long) (elapsed * ratio);
    }
  }
}
