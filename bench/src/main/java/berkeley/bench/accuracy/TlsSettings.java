package berkeley.bench.accuracy;

import berkeley.api.Units;
import java.time.Duration;
import java.util.List;

/**
 * How long TLS is measured against none.
 *
 * @param duration how long the two clusters are watched
 * @param settle how long they are left alone before
 * @param passes how often the two are measured side by side
 */
public record TlsSettings(Duration duration, Duration settle, int passes) {

  /**
   * Reads options: {@code --duration 60s --settle 60s --passes 1}, which are the values of those
   * not given.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  public static TlsSettings parse(List<String> options) {
    Duration duration = Duration.ofSeconds(60);
    Duration settle = Duration.ofSeconds(60);
    int passes = 1;
    for (int i = 0; i < options.size(); i += 2) {
      String option = options.get(i);
      if (i + 1 == options.size()) {
        throw new IllegalArgumentException("'%s' has no value".formatted(option));
      }
      String value = options.get(i + 1);
      switch (option) {
        case "--duration" -> duration = positive(option, value);
        case "--settle" -> settle = positive(option, value);
        case "--passes" -> passes = Math.max(1, Integer.parseInt(value));
        default ->
            throw new IllegalArgumentException(
                "'%s' is none of --duration, --settle, --passes".formatted(option));
      }
    }
    return new TlsSettings(duration, settle, passes);
  }

  private static Duration positive(String option, String value) {
    Duration duration = Units.duration(value);
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("%s: '%s' is not above 0".formatted(option, value));
    }
    return duration;
  }
}
