package berkeley.simulator.scenario;

import static berkeley.simulator.scenario.Scenario.require;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The faults of single slaves, by their numbers.
 *
 * @param offsets initial offsets, in place of random ones
 * @param frequencies frequencies, as ratios, in place of random ones
 * @param liars what a clock adds to its answers; it ignores corrections
 * @param deceptions clocks that obey, but report another time than theirs
 * @param jumps oscillators that jump or stand still
 */
public record ScenarioFaults(
    SortedMap<Integer, Duration> offsets,
    SortedMap<Integer, Double> frequencies,
    SortedMap<Integer, Duration> liars,
    List<Deception> deceptions,
    List<Jump> jumps) {

  /** Nothing is peculiar. */
  public static final ScenarioFaults NONE =
      new ScenarioFaults(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of(), List.of());

  /**
   * Checks the ranges and copies the collections.
   *
   * @throws IllegalArgumentException naming the key, what was found and what was wanted
   */
  public ScenarioFaults {
    offsets = new TreeMap<>(offsets);
    frequencies = new TreeMap<>(frequencies);
    liars = new TreeMap<>(liars);
    deceptions = List.copyOf(deceptions);
    jumps = List.copyOf(jumps);
    frequencies.forEach(
        (slave, ratio) ->
            require(
                Math.abs(ratio) <= ClockSpec.MAX_FREQUENCY,
                "frequencies: found %s for slave %d, wanted -0.1 to 0.1 (±100000ppm)",
                ratio,
                slave));
  }

  /**
   * A leap of an oscillator.
   *
   * @param slave whose
   * @param size how far ahead; negative: for how long it stands still
   * @param at when
   */
  public record Jump(int slave, Duration size, Duration at) {

    /**
     * Checks the time.
     *
     * @throws IllegalArgumentException naming the key, what was found and what was wanted
     */
    public Jump {
      require(!at.isNegative(), "jumps: found a time of %s, wanted 0 or more", at);
    }
  }

  /**
   * A member that keeps the time and tells another: it takes its lie out of what it is told.
   *
   * @param slave who
   * @param lie what it adds when it is asked
   * @param from since when
   */
  public record Deception(int slave, Duration lie, Duration from) {

    /**
     * Checks the time.
     *
     * @throws IllegalArgumentException naming the key, what was found and what was wanted
     */
    public Deception {
      require(!from.isNegative(), "deceptions: found a time of %s, wanted 0 or more", from);
    }
  }

  /** Returns whether a slave ever reports another time than its clock's. */
  public boolean lies(int slave) {
    return liars.containsKey(slave) || deception(slave).isPresent();
  }

  /** Returns the deception of a slave, if it has one. */
  public Optional<Deception> deception(int slave) {
    return deceptions.stream().filter(each -> each.slave() == slave).findFirst();
  }

  void requireSlavesUpTo(int slaves) {
    requireKnown("offsets", offsets, slaves);
    requireKnown("frequencies", frequencies, slaves);
    requireKnown("liars", liars, slaves);
    for (Deception deception : deceptions) {
      requireKnown("deceptions", Map.of(deception.slave(), deception), slaves);
    }
    for (Jump jump : jumps) {
      requireKnown("jumps", Map.of(jump.slave(), jump), slaves);
    }
  }

  private static void requireKnown(String key, Map<Integer, ?> bySlave, int slaves) {
    for (Integer slave : bySlave.keySet()) {
      require(
          slave >= 1 && slave <= slaves, "%s: found slave %d, wanted 1 to %d", key, slave, slaves);
    }
  }
}
