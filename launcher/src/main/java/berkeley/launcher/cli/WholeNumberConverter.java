package berkeley.launcher.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a whole number, with an error message for anything else. */
public final class WholeNumberConverter {

  private WholeNumberConverter() {}

  /** Converts options of type int. */
  public static final class OfInt implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return Math.toIntExact(read(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
  }

  /** Converts options of type long. */
  public static final class OfLong implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return read(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  private static long read(String text, long least, long most) {
    long number;
    try {
      number = Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is not a whole number".formatted(text));
    }
    if (number < least || number > most) {
      throw new TypeConversionException(
          "%s is too %s".formatted(text, number < 0 ? "small" : "large"));
    }
    return number;
  }
}
