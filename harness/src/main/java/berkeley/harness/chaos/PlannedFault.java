package berkeley.harness.chaos;

import java.time.Duration;
import java.util.List;

/**
 * A fault that is to happen.
 *
 * @param kind what
 * @param begin when, from the start of the chaos
 * @param length for how long
 * @param victims how many nodes it hits, 0 for none in particular
 * @param preference the nodes' numbers in the order in which they are hit, as far as they qualify
 *     when it begins
 * @param choice a random number for what else there is to choose: ways, signs, amounts; 0 to 1
 */
record PlannedFault(
    FaultKind kind,
    Duration begin,
    Duration length,
    int victims,
    List<Integer> preference,
    double choice) {

  PlannedFault {
    preference = List.copyOf(preference);
  }

  /** When it ends. */
  Duration end() {
    return begin.plus(length);
  }

  /** Whether both are at work at some instant, or within the margin of one. */
  boolean meets(PlannedFault other, Duration margin) {
    return begin.minus(margin).compareTo(other.end()) < 0
        && other.begin.minus(margin).compareTo(end()) < 0;
  }
}
