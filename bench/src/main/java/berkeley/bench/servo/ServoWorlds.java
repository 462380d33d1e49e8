package berkeley.bench.servo;

import java.util.List;

/** The scenarios in which chrony and others have been measured too. */
final class ServoWorlds {

  private ServoWorlds() {}

  /** Returns the scenarios A to F. */
  static List<ServoWorld> all() {
    return List.of(
        ServoWorld.of("A", ServoNetwork.exponential(100, 10), 1e-9),
        ServoWorld.of("B", ServoNetwork.exponential(30, 10), 1e-8),
        ServoWorld.of("C", ServoNetwork.exponential(100, 100), 1e-9),
        ServoWorld.of("D", ServoNetwork.exponential(10_000, 1_000), 1e-9).polled(16, 86_400),
        ServoWorld.of("E", ServoNetwork.exponential(30, 10), 1e-8).stepping(5),
        ServoWorld.of("F", ServoNetwork.exponential(100, 10), 1e-9).withWanderingMaster());
  }

  /** Returns the scenario of a name. */
  static ServoWorld named(String name) {
    return all().stream().filter(world -> world.name().equals(name)).findFirst().orElseThrow();
  }
}
