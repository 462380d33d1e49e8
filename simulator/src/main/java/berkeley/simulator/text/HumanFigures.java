package berkeley.simulator.text;

import java.util.Locale;

/**
 * Formats figures for people: three significant digits and a unit. ASCII only, nine characters at
 * most.
 */
public final class HumanFigures {

  private static final String[] UNITS = {"ns", "us", "ms", "s"};

  private HumanFigures() {}

  /**
   * Formats a duration or bound: {@code 999 ns}, {@code 12.3 us}, {@code 1.50 s}, {@code 2.00 h}.
   */
  public static String nanos(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      return "-";
    }
    String sign = nanos < 0 ? "-" : "";
    double size = Math.abs((double) nanos);
    if (size < 999.5) {
      return sign + (long) size + " ns";
    }
    int unit = 0;
    double scale = 1;
    while (unit < UNITS.length - 1 && size / scale >= 999.5) {
      scale *= 1_000;
      unit++;
    }
    if (unit == UNITS.length - 1 && size / scale >= 3_600) {
      return sign + digits(size, 3_600 * scale) + " h";
    }
    return sign + digits(size, scale) + " " + UNITS[unit];
  }

  /** Formats an offset or a correction: as {@link #nanos}, always with a sign. */
  public static String signed(long nanos) {
    return (nanos > 0 ? "+" : "") + nanos(nanos);
  }

  /** Formats a rate: {@code +12.345 ppm}. */
  public static String ppm(double ppm) {
    return String.format(Locale.ROOT, "%+.2f ppm", ppm);
  }

  /** Rounds whole numbers: a half is one in every runtime. */
  private static String digits(double size, double scale) {
    double value = size / scale;
    if (value >= 99.95) {
      return Long.toString(Math.round(value));
    }
    int digits = value >= 9.995 ? 1 : 2;
    long one = digits == 1 ? 10 : 100;
    long all = Math.round(size * one / scale);
    String fraction = Long.toString(all % one);
    return all / one + "." + "0".repeat(digits - fraction.length()) + fraction;
  }
}
