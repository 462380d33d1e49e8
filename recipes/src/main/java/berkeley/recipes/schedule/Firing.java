package berkeley.recipes.schedule;

import berkeley.api.TimeInterval;
import java.time.Duration;
import java.time.Instant;

/**
 * One beginning of an action.
 *
 * @param planned the instant that it was planned for, the same on all nodes
 * @param actual node time at the reading right before it began, not before that
 * @param clusterTime what cluster time can have been at that reading
 */
public record Firing(Instant planned, Instant actual, TimeInterval clusterTime) {

  /** {@return by how much node time was past the planned instant; zero or more} */
  public Duration lateness() {
    return Duration.between(planned, actual);
  }

  /**
   * Bounds how far from the planned instant the action began. Two nodes began no further apart than
   * the sum of what both return here.
   *
   * @return how far cluster time was from that instant at most; zero or more
   */
  public Duration distance() {
    Duration before = Duration.between(clusterTime.earliest(), planned);
    Duration after = Duration.between(planned, clusterTime.latest());
    return before.compareTo(after) > 0 ? before : after;
  }
}
