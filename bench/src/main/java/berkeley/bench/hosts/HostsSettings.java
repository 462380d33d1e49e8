package berkeley.bench.hosts;

import berkeley.bench.result.Options;
import java.time.Duration;
import java.util.List;

/**
 * The settings of the question.
 *
 * @param duration how long the clocks are watched
 * @param settle how long they run before
 * @param cables how often a host is disconnected, in turn a follower's and the master's
 * @param apart for how long
 */
record HostsSettings(Duration duration, Duration settle, int cables, Duration apart) {

  /**
   * Reads options: {@code --duration 1m --settle 1m --cables 6 --apart 6s}, which are the values of
   * those not given.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  static HostsSettings parse(List<String> options) {
    Options given = new Options(options, "--duration", "--settle", "--cables", "--apart");
    return new HostsSettings(
        given.positive("--duration", Duration.ofMinutes(1)),
        given.positive("--settle", Duration.ofMinutes(1)),
        given.number("--cables", 2, 1_000, 6),
        given.positive("--apart", Duration.ofSeconds(6)));
  }
}
