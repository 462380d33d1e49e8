package berkeley.simulator.chaos;

import berkeley.simulator.fault.FaultKind;
import berkeley.simulator.world.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What clusters of a run are like and which faults meet them.
 *
 * @param kinds the parts, at least one
 * @param mixed whether each seed draws its own parts, of which {@code kinds} are all that there are
 */
public record Weather(Set<WeatherKind> kinds, boolean mixed) {

  /** Messages, processes and clocks, on short links. */
  public static final Weather PLAIN =
      new Weather(
          EnumSet.of(WeatherKind.MESSAGES, WeatherKind.PROCESSES, WeatherKind.CLOCKS), false);

  private static final double IN_THE_MIX = 0.4;
  private static final double FIXED_MASTER = 0.15;

  /** Copies the set. */
  public Weather {
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("weather: nothing is chosen");
    }
    kinds = Set.copyOf(kinds);
  }

  /** Returns all names that can be chosen. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(List.of("plain", "mixed"));
    Arrays.stream(WeatherKind.values()).map(WeatherKind::text).forEach(names::add);
    return names;
  }

  /**
   * Returns the weather of that name, or of several parts with commas between them.
   *
   * @throws IllegalArgumentException if there is no such weather, listing those that there are
   */
  public static Weather byName(String name) {
    if (name.equals("plain")) {
      return PLAIN;
    }
    if (name.equals("mixed")) {
      return new Weather(EnumSet.allOf(WeatherKind.class), true);
    }
    return new Weather(
        Arrays.stream(name.split(",")).map(Weather::kind).collect(Collectors.toSet()), false);
  }

  private static WeatherKind kind(String name) {
    return Arrays.stream(WeatherKind.values())
        .filter(kind -> kind.text().equals(name.trim()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "weather: '%s' is not known; give plain, mixed, or some of %s with commas"
                        .formatted(name, String.join(", ", names().subList(2, names().size())))));
  }

  /** Returns the weather of one seed. */
  Weather of(long seed) {
    if (!mixed) {
      return this;
    }
    RandomSource random = new RandomSource(seed).other();
    Set<WeatherKind> drawn = EnumSet.of(WeatherKind.MESSAGES, WeatherKind.PROCESSES);
    for (WeatherKind kind : WeatherKind.values()) {
      if (random.chance(kind == WeatherKind.FIXED ? FIXED_MASTER : IN_THE_MIX)) {
        drawn.add(kind);
      }
    }
    if (drawn.contains(WeatherKind.FIXED)) {
      drawn.remove(WeatherKind.TREES);
    }
    return new Weather(drawn, false);
  }

  boolean has(WeatherKind kind) {
    return kinds.contains(kind);
  }

  boolean isPlain() {
    return equals(PLAIN);
  }

  /** Returns the faults that a storm draws from, the more frequent ones several times. */
  List<FaultKind> faults() {
    return Arrays.stream(WeatherKind.values())
        .filter(kinds::contains)
        .flatMap(kind -> kind.faults().stream())
        .toList();
  }

  /** Returns the name by which it is chosen. */
  public String text() {
    if (mixed || isPlain()) {
      return mixed ? "mixed" : "plain";
    }
    return Arrays.stream(WeatherKind.values())
        .filter(kinds::contains)
        .map(WeatherKind::text)
        .collect(Collectors.joining(","));
  }
}
