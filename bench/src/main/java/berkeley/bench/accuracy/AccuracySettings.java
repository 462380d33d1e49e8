package berkeley.bench.accuracy;

import berkeley.bench.result.Options;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The settings of the question: what is measured, and for how long.
 *
 * @param duration how long each variant is watched
 * @param settle how long each runs before it is watched
 * @param period of the rounds, of the pushes and of the raw bursts
 * @param variants some of {@link #ALL}
 */
public record AccuracySettings(
    Duration duration, Duration settle, Duration period, List<String> variants) {

  static final String PULL = "pull";
  static final String PUSH = "push";

  /** All variants. */
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
    Options given = new Options(options, "--duration", "--settle", "--period", "--variants");
    return new AccuracySettings(
        given.positive("--duration", Duration.ofMinutes(5)),
        given.positive("--settle", Duration.ofMinutes(1)),
        given.positive("--period", Duration.ofSeconds(1)),
        variants(given.text("--variants", String.join(",", ALL))));
  }

  private static List<String> variants(String value) {
    List<String> variants = Arrays.asList(value.split(",", -1));
    if (!ALL.containsAll(variants)) {
      throw new IllegalArgumentException("--variants: '%s' is not of pull,push".formatted(value));
    }
    return variants;
  }
}
