package berkeley.simulator.promise;

/** Arithmetic on nanoseconds that stops at the ends of a {@code long} in place of wrapping. */
final class SaturatingMath {

  /** Parts per billion in one. */
  static final long BILLION = 1_000_000_000L;

  private SaturatingMath() {}

  /** Returns a + b, or the nearest long. */
  static long add(long a, long b) {
    long sum = a + b;
    boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
    return overflow ? limitTowards(a) : sum;
  }

  /** Returns a - b, or the nearest long. */
  static long subtract(long a, long b) {
    long difference = a - b;
    boolean overflow = ((a ^ b) & (a ^ difference)) < 0;
    return overflow ? limitTowards(a) : difference;
  }

  private static long limitTowards(long sign) {
    return sign < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /**
   * Returns a share of a duration, rounded up to whole nanoseconds. Cannot overflow.
   *
   * @param nanos the duration, 0 or more
   * @param ppb the share in parts per billion, 0 to 1,000,000,000
   */
  static long shareRoundedUp(long nanos, long ppb) {
    long whole = nanos / BILLION * ppb;
    long rest = nanos % BILLION * ppb;
    return whole + (rest + BILLION - 1) / BILLION;
  }
}
