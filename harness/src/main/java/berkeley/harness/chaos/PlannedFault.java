package berkeley.harness.chaos;

import berkeley.simulator.fault.FaultKind;
import java.time.Duration;
import java.util.List;

/**
 * A fault that is planned.
 *
 * @param kind of fault
 * @param begin when it is injected, from the start of the run
 * @param length how long it lasts
 * @param targets how many nodes it affects, 0 for none in particular
 * @param preference the nodes' numbers in the order in which they are chosen, as far as they
 *     qualify when it begins
 * @param choice a random number for whatever else is chosen: directions, signs, amounts; 0 to 1
 */
record PlannedFault(
    FaultKind kind,
    Duration begin,
    Duration length,
    int targets,
    List<Integer> preference,
    double choice) {

  PlannedFault {
    preference = List.copyOf(preference);
  }

  /** Returns when it ends. */
  Duration end() {
    return begin.plus(length);
  }

  /** Returns whether both are active at some instant, or within a margin of one. */
  boolean overlaps(PlannedFault other, Duration margin) {
    return begin.minus(margin).compareTo(other.end()) < 0
        && other.begin.minus(margin).compareTo(end()) < 0;
  }
}
