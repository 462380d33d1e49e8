package berkeley.master;

import java.math.BigDecimal;

/**
 * Arithmetic on nanoseconds that may lie as far apart as {@code long} allows.
 *
 * <p>A liar's offset can be any {@code long}; an overflow would let it turn the sign of an honest
 * sum. So nothing here wraps: means are exact, sums and differences stop at the ends of the range.
 */
final class NanosMath {

  private NanosMath() {}

  /** Returns the mean to the nearest nanosecond, halves upwards. The values must not be empty. */
  static long mean(long[] values) {
    Parts parts = Parts.of(values);
    return parts.quotients
        + Math.floorDiv(2 * parts.remainders + values.length, 2L * values.length);
  }

  /** Returns the mean, rounded up: for bounds, which must not shrink. There must be values. */
  static long meanRoundedUp(long[] values) {
    Parts parts = Parts.of(values);
    return parts.quotients - Math.floorDiv(-parts.remainders, (long) values.length);
  }

  /** Returns the middle of two values, rounded down. */
  static long middle(long a, long b) {
    return (a & b) + ((a ^ b) >> 1);
  }

  /** Returns a + b, cut off at the ends of {@code long}. */
  static long add(long a, long b) {
    long sum = a + b;
    boolean overflowed = ((a ^ sum) & (b ^ sum)) < 0;
    return overflowed ? end(a) : sum;
  }

  /** Returns a - b, cut off at the ends of {@code long}. */
  static long subtract(long a, long b) {
    long difference = a - b;
    boolean overflowed = ((a ^ b) & (a ^ difference)) < 0;
    return overflowed ? end(a) : difference;
  }

  /** Returns how far apart two values are, cut off at the largest {@code long}. */
  static long distance(long a, long b) {
    return a >= b ? subtract(a, b) : subtract(b, a);
  }

  /**
   * Returns the exact value in the unit that suits it: {@code 999 ns}, {@code 20.000001 ms}, {@code
   * -1 s}.
   */
  static String text(long nanos) {
    BigDecimal value = BigDecimal.valueOf(nanos);
    int digits = value.precision();
    if (digits <= 3) {
      return nanos + " ns";
    }
    if (digits <= 6) {
      return inUnit(value, 3) + " us";
    }
    return digits <= 9 ? inUnit(value, 6) + " ms" : inUnit(value, 9) + " s";
  }

  private static String inUnit(BigDecimal value, int decimals) {
    return value.movePointLeft(decimals).stripTrailingZeros().toPlainString();
  }

  private static long end(long sign) {
    return sign < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /**
   * A sum too large for a {@code long}, divided by the number of values before it is added up: sum
   * = quotients * n + remainders. The quotients' sum may wrap on the way; the mean lies between the
   * values and therefore fits, so what wrapped has come back by then.
   */
  private record Parts(long quotients, long remainders) {

    static Parts of(long[] values) {
      long quotients = 0;
      long remainders = 0;
      for (long value : values) {
        quotients += Math.floorDiv(value, (long) values.length);
        remainders += Math.floorMod(value, (long) values.length);
      }
      return new Parts(quotients, remainders);
    }
  }
}
