package berkeley.launcher.cli;

import berkeley.simulator.text.Units;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in messages of other modules: {@code PT-5M} becomes {@code -5m}, as it was given. */
final class Durations {

  private static final Pattern ISO =
      Pattern.compile("\\bPT(?:-?\\d+H)?(?:-?\\d+M)?(?:-?\\d+(?:\\.\\d+)?S)?(?<!PT)(?!\\w)");

  private Durations() {}

  /** Returns a message whose durations are written as they are given. */
  static String readable(String message) {
    Matcher iso = ISO.matcher(message);
    StringBuilder text = new StringBuilder();
    while (iso.find()) {
      iso.appendReplacement(text, Matcher.quoteReplacement(written(iso.group())));
    }
    return iso.appendTail(text).toString();
  }

  private static String written(String iso) {
    try {
      Duration duration = Duration.parse(iso);
      return duration.isZero() ? "0s" : Units.text(duration);
    } catch (DateTimeException | ArithmeticException e) {
      return iso;
    }
  }
}
