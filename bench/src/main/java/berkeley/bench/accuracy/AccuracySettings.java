package berkeley.bench.accuracy;

import berkeley.api.Units;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param duration how long each variant is watched
 * @param settle how long each is left alone before
 * @param period of the rounds, of the pushes and of the raw bursts
 * @param variants some of {@link #ALL}
 */
public record AccuracySettings(
    Duration duration, Duration settle, Duration period, List<String> variants) {

  static final String PULL = "pull";
  static final String PUSH = "push";

  /** The variants that there are. */
  public static final List<String> ALL = List.of(PULL, PUSH);

  /** Copies the list. */
  public AccuracySettings {
    variants = List.copyOf(variants);
  }

  /**
   * Reads options: {@code --duration 5m --settle 1m --period 1s --variants pull,push}, which are
   * the values of those not given.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  public static AccuracySettings parse(List<String> options) {
    Duration duration = Duration.ofMinutes(5);
    Duration settle = Duration.ofMinutes(1);
    Duration period = Duration.ofSeconds(1);
    List<String> variants = ALL;
    for (int i = 0; i < options.size(); i += 2) {
      String option = options.get(i);
      if (i + 1 == options.size()) {
        throw new IllegalArgumentException("'%s' has no value".formatted(option));
      }
      String value = options.get(i + 1);
      switch (option) {
        case "--duration" -> duration = positive(option, value);
        case "--settle" -> settle = positive(option, value);
        case "--period" -> period = positive(option, value);
        case "--variants" -> variants = variants(value);
        default ->
            throw new IllegalArgumentException(
                "'%s' is none of --duration, --settle, --period, --variants".formatted(option));
      }
    }
    return new AccuracySettings(duration, settle, period, variants);
  }

  private static Duration positive(String option, String value) {
    Duration duration = Units.duration(value);
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("%s: '%s' is not above 0".formatted(option, value));
    }
    return duration;
  }

  private static List<String> variants(String value) {
    List<String> variants = Arrays.asList(value.split(",", -1));
    if (!ALL.containsAll(variants)) {
      throw new IllegalArgumentException("--variants: '%s' is not of pull,push".formatted(value));
    }
    return variants;
  }
}
