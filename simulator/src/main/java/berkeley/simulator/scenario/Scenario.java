package berkeley.simulator.scenario;

import berkeley.master.MasterSettings;
import berkeley.simulator.text.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A simulated cluster: its size, duration, master, oscillators, network and faults.
 *
 * @param name its name in results
 * @param slaves the number of nodes beside the master, 1 to 1000; they are numbered from 1
 * @param duration how long it runs, two rounds to a year
 * @param start the time of the master's clock at the beginning
 * @param master how the master leads; its samples are a burst's exchanges, none of them thrown
 *     away, since there is no connection here that would have to wake up
 * @param network what messages go through
 * @param clocks what oscillators are like
 * @param faults what goes wrong with single nodes
 * @param push how often slaves send their time by themselves, 10 ms to a day; empty if they are
 *     asked. One that lies when it is asked sends the truth
 */
public record Scenario(
    String name,
    int slaves,
    Duration duration,
    Instant start,
    MasterSettings master,
    NetworkSpec network,
    ClockSpec clocks,
    ScenarioFaults faults,
    Optional<Duration> push) {

  /** More than this takes hours and gigabytes. */
  static final long MAX_NODE_SECONDS = 400_000_000L;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the key, what was found and what was wanted
   */
  public Scenario {
    require(slaves >= 1 && slaves <= 1000, "slaves: found %d, wanted 1 to 1000", slaves);
    require(
        duration.compareTo(master.period().multipliedBy(2)) >= 0
            && duration.compareTo(Duration.ofDays(366)) <= 0,
        "duration: found %s, wanted two periods (%s) to 366 days",
        duration,
        master.period().multipliedBy(2));
    require(
        duration.toSeconds() * slaves <= MAX_NODE_SECONDS,
        "duration: found %s for %d slaves, wanted at most %d seconds of all slaves together",
        duration,
        slaves,
        MAX_NODE_SECONDS);
    push.ifPresent(
        every ->
            require(
                every.toMillis() >= 10 && every.compareTo(Duration.ofDays(1)) <= 0,
                "push: found %s, wanted 10ms to 1d",
                every));
    faults.requireSlavesUpTo(slaves);
    network.requireSlavesUpTo(slaves);
  }

  static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      Object[] words =
          Arrays.stream(values)
              .map(value -> value instanceof Duration length ? Units.text(length) : value)
              .toArray();
      throw new IllegalArgumentException(message.formatted(words));
    }
  }

  /** Returns the same scenario with other settings of the master. */
  public Scenario withMaster(MasterSettings other) {
    return new Scenario(name, slaves, duration, start, other, network, clocks, faults, push);
  }

  /** Returns the same scenario with another duration. */
  public Scenario withDuration(Duration other) {
    return new Scenario(name, slaves, other, start, master, network, clocks, faults, push);
  }

  /** Returns the same scenario with slaves that send their time by themselves. */
  public Scenario withPush(Duration every) {
    return new Scenario(
        name, slaves, duration, start, master, network, clocks, faults, Optional.of(every));
  }
}
