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
 * @param lesson what makes it a lesson
 */
public record DemoSettings(
    FleetPlan plan,
    MasterSettings master,
    long rounds,
    boolean hold,
    long seed,
    Optional<Path> keys,
    boolean network,
    DemoLesson lesson) {

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
    if (!lesson.delays().isEmpty() && keys.isPresent()) {
      throw new IllegalArgumentException(
          "--nodes: delays not with --tls, under which a proxy cannot tell who calls");
    }
    if (lesson.textbook() && plan.elects()) {
      throw new IllegalArgumentException("--textbook has no elections; leave --elect out");
    }
    if (lesson.push().isPresent() && plan.elects()) {
      throw new IllegalArgumentException(
          "--push: a node that may lead is asked for its time; leave --elect out");
    }
  }

  /** Returns whether the nodes are reached through proxies. */
  boolean proxied() {
    return network || !lesson.delays().isEmpty();
  }
}
