package berkeley.launcher.cli;

import berkeley.master.explain.WallTimes;
import java.time.LocalTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a time of the day, {@code 3:00} or {@code 03:10:05}. */
public final class TimeOfDayConverter implements ITypeConverter<LocalTime> {

  private static final long DAY_NANOS = 86_400_000_000_000L;

  @Override
  public LocalTime convert(String text) {
    try {
      long nanos = new WallTimes().parseTime(text);
      if (nanos >= DAY_NANOS) {
        throw new TypeConversionException("'%s' is not a time of one day".formatted(text));
      }
      return LocalTime.ofNanoOfDay(nanos);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
