package berkeley.master.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times of the day, {@code 3:00}, {@code 03:10:00} or {@code 23:59:59.5}, in UTC where they come
 * from running clocks. Hours from 24 on are those of the next day. What is not whole seconds is
 * written in milliseconds; differences below a second in the unit that suits them.
 */
public final class WallTimes implements TimeNotation {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?");
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final int MOST_HOURS = 47;

  @Override
  public long parseTime(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a time; write HH:MM or HH:MM:SS: 3:00, 14:25:30".formatted(text));
    }
    int hours = Integer.parseInt(form.group(1));
    int minutes = Integer.parseInt(form.group(2));
    int seconds = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
    if (hours > MOST_HOURS || minutes > 59 || seconds > 59) {
      throw new IllegalArgumentException(
          "'%s' is not a time: hours go to %d, for the next day, minutes and seconds to 59"
              .formatted(text, MOST_HOURS));
    }
    String fraction = form.group(4) == null ? "" : form.group(4);
    long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
    return hours * HOUR + minutes * MINUTE + seconds * SECOND + nanos;
  }

  @Override
  public long parseDifference(String text) {
    String plain = text.strip();
    boolean negative = plain.startsWith("-");
    long size = parseTime(plain.startsWith("+") || negative ? plain.substring(1) : plain);
    return negative ? -size : size;
  }

  @Override
  public String time(long nanos) {
    long rounded = Math.floorDiv(nanos + MILLI / 2, MILLI) * MILLI;
    return clock(Math.floorMod(rounded, DAY));
  }

  @Override
  public String signed(long nanos) {
    if (nanos == 0) {
      return "0";
    }
    String sign = nanos < 0 ? "-" : "+";
    long size = Math.abs(nanos);
    return size < SECOND ? sign + figure(size) : sign + clock(rounded(size));
  }

  @Override
  public String amount(long nanos) {
    long size = Math.abs(nanos);
    if (size < SECOND) {
      return size == 0 ? "0" : figure(size);
    }
    long left = rounded(size);
    List<String> parts = new ArrayList<>();
    if (left >= HOUR) {
      parts.add(left / HOUR + " h");
      left %= HOUR;
    }
    if (left >= MINUTE) {
      parts.add(left / MINUTE + " min");
      left %= MINUTE;
    }
    if (left > 0) {
      parts.add(BigDecimal.valueOf(left, 9).stripTrailingZeros().toPlainString() + " s");
    }
    return String.join(" ", parts);
  }

  private static long rounded(long size) {
    return (size + MILLI / 2) / MILLI * MILLI;
  }

  private static String clock(long nanos) {
    String seconds =
        String.format(
            Locale.ROOT,
            "%02d:%02d:%02d",
            nanos / HOUR,
            nanos % HOUR / MINUTE,
            nanos % MINUTE / SECOND);
    long millis = nanos % SECOND / MILLI;
    return millis == 0 ? seconds : seconds + String.format(Locale.ROOT, ".%03d", millis);
  }

  /** Writes a part of a second with three digits. */
  private static String figure(long nanos) {
    if (nanos < 1_000) {
      return nanos + " ns";
    }
    boolean micros = nanos < MILLI;
    BigDecimal value = BigDecimal.valueOf(nanos, micros ? 3 : 6);
    int wholeDigits = value.precision() - value.scale();
    return value.setScale(Math.max(0, 3 - wholeDigits), RoundingMode.HALF_UP).toPlainString()
        + (micros ? " us" : " ms");
  }
}
