package berkeley.harness.demo;

import berkeley.harness.process.FleetPlan;
import berkeley.master.MasterSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the demonstration does.
 *
 * @param plan the nodes
 * @param master how the master works
 * @param rounds after how many rounds it sums up
 * @param hold whether it then continues until it is interrupted
 * @param seed what the plan's random numbers followed from
 * @param keys the folder of everyone's keys, if they are to talk under TLS
 * @param network whether the nodes reach each other through proxies, which can delay and cut; not
 *     under TLS, where a proxy cannot tell who calls
 */
public record DemoSettings(
    FleetPlan plan,
    MasterSettings master,
    long rounds,
    boolean hold,
    long seed,
    Optional<Path> keys,
    boolean network) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if rounds are fewer than one, or proxies were to understand
   *     TLS
   */
  public DemoSettings {
    if (rounds < 1) {
      throw new IllegalArgumentException("--rounds: %d is not 1 or more".formatted(rounds));
    }
    if (network && keys.isPresent()) {
      throw new IllegalArgumentException(
          "--network: not with --tls, under which a proxy cannot tell who calls; leave one out");
    }
  }
}
