package berkeley.simulator.observation;

import java.util.Optional;

/**
 * Something that must hold at every sighting. Implementations remember what they saw before; they
 * are fed one node's sightings in the order of its ticks, by one thread.
 */
interface Invariant {

  /** How the invariant is called where violations are counted. */
  String name();

  /**
   * Takes one more sighting.
   *
   * @return what was violated, in one line; empty if all is well
   */
  Optional<String> check(Sighting sighting);
}
