package berkeley.bench.accuracy;

import berkeley.bench.result.Options;
import java.time.Duration;
import java.util.List;

/**
 * The settings of the question.
 *
 * @param duration how long the two clusters are watched
 * @param settle how long they run before
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
    Options given = new Options(options, "--duration", "--settle", "--passes");
    return new TlsSettings(
        given.positive("--duration", Duration.ofSeconds(60)),
        given.positive("--settle", Duration.ofSeconds(60)),
        given.number("--passes", 1, 1));
  }
}
