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
    double value = Math.abs((double) nanos);
    if (value < 999.5) {
      return sign + (long) value + " ns";
    }
    int unit = 0;
    while (unit < UNITS.length - 1 && value >= 999.5) {
      value /= 1_000;
      unit++;
    }
    if (unit == UNITS.length - 1 && value >= 3_600) {
      return sign + digits(value / 3_600) + " h";
    }
    return sign + digits(value) + " " + UNITS[unit];
  }

  /** Formats an offset or a correction: as {@link #nanos}, always with a sign. */
  public static String signed(long nanos) {
    return (nanos > 0 ? "+" : "") + nanos(nanos);
  }

  /** Formats a rate: {@code +12.345 ppm}. */
  public static String ppm(double ppm) {
    return String.format(Locale.ROOT, "%+.2f ppm", ppm);
  }

  private static String digits(double value) {
    if (value >= 99.95) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, value >= 9.995 ? "%.1f" : "%.2f", value);
  }
}
