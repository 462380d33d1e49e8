package berkeley.bench.servo;

import java.util.List;

/** The scenarios in which chrony and others have been measured too. */
final class Worlds {

  private Worlds() {}

  /** A to F. */
  static List<World> all() {
    return List.of(
        World.of("A", Network.exponential(100, 10), 1e-9),
        World.of("B", Network.exponential(30, 10), 1e-8),
        World.of("C", Network.exponential(100, 100), 1e-9),
        World.of("D", Network.exponential(10_000, 1_000), 1e-9).polled(16, 86_400),
        World.of("E", Network.exponential(30, 10), 1e-8).stepping(5),
        World.of("F", Network.exponential(100, 10), 1e-9).withWanderingMaster());
  }

  /** The one of that name. */
  static World named(String name) {
    return all().stream().filter(world -> world.name().equals(name)).findFirst().orElseThrow();
  }
}
