package berkeley.simulator.observation;

import java.util.Optional;

/**
 * Something that must hold at every sighting. Implementations keep state; they are fed one node's
 * sightings in the order of its ticks, by one thread.
 */
interface Invariant {

  /** Returns the invariant's name in counts of violations. */
  String name();

  /**
   * Takes one more sighting.
   *
   * @return what was violated, in one line; empty if all is well
   */
  Optional<String> check(Sighting sighting);
}
