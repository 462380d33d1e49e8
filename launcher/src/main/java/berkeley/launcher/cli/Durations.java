package berkeley.launcher.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a number and a unit, {@code 250ms}, {@code -1.5h}. */
public final class Durations {

  private static final Pattern FORM =
      Pattern.compile("([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))\\s*([a-zA-Z\u00b5\u03bc]*)");

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "min", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  /** More than this is a slip of the pen; it also keeps sums of nanoseconds within a long. */
  private static final Duration LONGEST = Duration.ofDays(36_525);

  private Durations() {}

  /**
   * Reads a number with one of the units ns, us, ms, s, m, h, d; a zero needs none.
   *
   * @throws IllegalArgumentException if the text is something else, or longer than a century,
   *     saying what would do
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a duration; write a number and a unit: 250ms, 2s, -1.5h".formatted(text));
    }
    BigDecimal number = new BigDecimal(form.group(1));
    String unit = form.group(2);
    if (unit.isEmpty() && number.signum() != 0) {
      throw new IllegalArgumentException(
          "'%s' has no unit; write %<sms, %<ss or another of ns us ms s m h d".formatted(text));
    }
    Long nanosPerUnit = unit.isEmpty() ? Long.valueOf(0) : NANOS.get(unit);
    if (nanosPerUnit == null) {
      throw new IllegalArgumentException(
          "'%s' has an unknown unit '%s'; known are ns us ms s m h d".formatted(text, unit));
    }
    BigDecimal nanos = number.multiply(BigDecimal.valueOf(nanosPerUnit));
    if (nanos.abs().compareTo(BigDecimal.valueOf(LONGEST.toSeconds()).movePointRight(9)) > 0) {
      throw new IllegalArgumentException("'%s' is more than a hundred years".formatted(text));
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /** Writes a duration so that {@link #parse} reads the same one, in the largest whole unit. */
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    for (String unit : new String[] {"h", "m", "s", "ms", "us"}) {
      long nanosPerUnit = NANOS.get(unit);
      if (nanos != 0 && nanos % nanosPerUnit == 0) {
        return nanos / nanosPerUnit + unit;
      }
    }
    return nanos + "ns";
  }
}
