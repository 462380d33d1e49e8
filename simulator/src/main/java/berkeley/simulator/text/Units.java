package berkeley.simulator.text;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses quantities as people write them: a number and a unit, {@code 250ms}, {@code -1.5h}, {@code
 * 80ppm}. One place, so that the command line and scenario files agree.
 *
 * <p>Error messages name the value found and the expected form; callers put the name of the setting
 * before them.
 */
public final class Units {

  private static final String NUMBER = "[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)";
  private static final Pattern FORM =
      Pattern.compile("(" + NUMBER + ")\\s*([a-zA-Z\u00b5\u03bc]*)");
  private static final Pattern RATIO_FORM =
      Pattern.compile("(" + NUMBER + "(?:[eE][+-]?\\d{1,2})?)\\s*(ppm|ppb|)");

  private static final Map<String, Long> NANOS =
      Map.ofEntries(
          Map.entry("ns", 1L),
          Map.entry("us", 1_000L),
          Map.entry("\u00b5s", 1_000L),
          Map.entry("\u03bcs", 1_000L),
          Map.entry("ms", 1_000_000L),
          Map.entry("s", 1_000_000_000L),
          Map.entry("m", 60_000_000_000L),
          Map.entry("min", 60_000_000_000L),
          Map.entry("h", 3_600_000_000_000L),
          Map.entry("d", 86_400_000_000_000L));

  private static final Map<String, Double> RATIO = Map.of("ppm", 1e-6, "ppb", 1e-9, "", 1.0);

  /** More than this is a slip of the pen; it also keeps sums of nanoseconds within a long. */
  private static final long LONGEST_SECONDS = Duration.ofDays(36_525).toSeconds();

  private Units() {}

  /**
   * Reads a duration: a number with one of the units ns, us, ms, s, m, h, d; a zero needs none.
   *
   * @throws IllegalArgumentException if the text is something else, or longer than a century
   */
  public static Duration duration(String text) {
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
    Long nanosPerUnit = unit.isEmpty() ? Long.valueOf(1) : NANOS.get(unit);
    if (nanosPerUnit == null) {
      throw new IllegalArgumentException(
          "'%s' has an unknown unit '%s'; known are ns us ms s m h d".formatted(text, unit));
    }
    BigDecimal nanos = number.multiply(BigDecimal.valueOf(nanosPerUnit));
    if (nanos.abs().compareTo(BigDecimal.valueOf(LONGEST_SECONDS).movePointRight(9)) > 0) {
      throw new IllegalArgumentException("'%s' is more than a hundred years".formatted(text));
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /** Writes a duration so that {@link #duration} reads the same one, in the largest whole unit. */
  public static String text(Duration duration) {
    long nanos = duration.toNanos();
    for (String unit : new String[] {"h", "m", "s", "ms", "us"}) {
      long nanosPerUnit = requireNonNull(NANOS.get(unit));
      if (nanos != 0 && nanos % nanosPerUnit == 0) {
        return nanos / nanosPerUnit + unit;
      }
    }
    return nanos + "ns";
  }

  /**
   * Reads a rate in parts per million: {@code 80ppm}, {@code -500ppb}; a zero needs no unit.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static double ppm(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches() || !RATIO.containsKey(form.group(2))) {
      throw new IllegalArgumentException(
          "'%s' is not a rate; write a number and a unit: 80ppm, -0.5ppm, 200ppb".formatted(text));
    }
    BigDecimal number = new BigDecimal(form.group(1));
    if (form.group(2).isEmpty() && number.signum() != 0) {
      throw new IllegalArgumentException("'%s' has no unit; write %<sppm".formatted(text));
    }
    return form.group(2).equals("ppb")
        ? number.movePointLeft(3).doubleValue()
        : number.doubleValue();
  }

  /**
   * Reads a rate as a ratio: {@code 80ppm} is 80e-6, {@code -500ppb} is -500e-9, and a number
   * without a unit is the ratio itself, {@code 1e-9}.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static double ratio(String text) {
    Matcher form = RATIO_FORM.matcher(text.strip());
    Double perUnit = form.matches() ? RATIO.get(form.group(2)) : null;
    if (perUnit == null) {
      throw new IllegalArgumentException(
          "'%s' is not a rate; write a number and a unit: 80ppm, -0.5ppm, 200ppb, or a ratio: 1e-9"
              .formatted(text));
    }
    // In decimals first: 5 * 1e-6 is not the double that 5e-6 is.
    return new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(perUnit)).doubleValue();
  }
}
