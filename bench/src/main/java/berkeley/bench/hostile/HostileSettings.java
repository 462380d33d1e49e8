package berkeley.bench.hostile;

import berkeley.bench.result.Options;
import java.util.List;

/**
 * The settings of the question.
 *
 * @param inputs how many inputs each port gets, 1 or more
 * @param idle how many idle connections each port gets, 0 or more
 * @param seed from which the inputs are drawn
 * @param tls whether the cluster is under TLS: then each port gets the inputs twice, once by an
 *     attacker with a node's keys and once by one without any
 */
public record HostileSettings(int inputs, int idle, long seed, boolean tls) {

  /**
   * Reads options: {@code --inputs 10000 --idle 1000 --seed 1 --tls no}, which are the values of
   * those not given.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  public static HostileSettings parse(List<String> options) {
    Options given = new Options(options, "--inputs", "--idle", "--seed", "--tls");
    return new HostileSettings(
        given.number("--inputs", 1, 10_000),
        given.number("--idle", 0, 1_000),
        given.number("--seed", 0, 1),
        given.yes("--tls"));
  }
}
