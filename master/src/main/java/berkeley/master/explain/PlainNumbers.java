package berkeley.master.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Times as plain numbers without a unit, {@code 185} or {@code 12.5}, as some exercises have them:
 * up to six digits after the point are read, three are written.
 */
public final class PlainNumbers implements TimeNotation {

  /** One unit is a millisecond inside: six digits after the point are a nanosecond. */
  private static final int DIGITS = 6;

  private static final int SHOWN_DIGITS = 3;
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

  @Override
  public long parseTime(String text) {
    return parse(text);
  }

  @Override
  public long parseDifference(String text) {
    return parse(text);
  }

  private static long parse(String text) {
    BigDecimal number;
    try {
      number = new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is not a number; write 185 or 12.5".formatted(text), e);
    }
    if (number.abs().compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "'%s' is more than %s".formatted(text, MOST.toPlainString()));
    }
    if (number.stripTrailingZeros().scale() > DIGITS) {
      throw new IllegalArgumentException(
          "'%s' has more than %d digits after the point".formatted(text, DIGITS));
    }
    return number.movePointRight(DIGITS).longValueExact();
  }

  @Override
  public String time(long nanos) {
    BigDecimal number =
        BigDecimal.valueOf(nanos, DIGITS)
            .setScale(SHOWN_DIGITS, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return number.toPlainString();
  }

  @Override
  public String signed(long nanos) {
    return (nanos > 0 ? "+" : "") + time(nanos);
  }

  @Override
  public String amount(long nanos) {
    return time(Math.abs(nanos));
  }
}
