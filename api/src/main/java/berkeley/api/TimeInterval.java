package berkeley.api;

import java.time.Instant;
import java.util.Objects;

/**
 * The earliest and the latest that cluster time can be at one instant.
 *
 * <p>It bounds the agreement of the cluster, not the distance to UTC: without an outside time
 * source all nodes can be wrong together. Giving the uncertainty to the application is the idea of
 * TrueTime (Corbett et al., Spanner: Google's globally-distributed database, OSDI 2012, section 3).
 *
 * @param earliest cluster time is not before this
 * @param latest cluster time is not after this
 */
public record TimeInterval(Instant earliest, Instant latest) {

  /**
   * Checks the order.
   *
   * @param earliest not after {@code latest}
   * @param latest not before {@code earliest}
   * @throws IllegalArgumentException if {@code latest} is before {@code earliest}
   */
  public TimeInterval {
    Objects.requireNonNull(earliest, "earliest");
    Objects.requireNonNull(latest, "latest");
    if (latest.isBefore(earliest)) {
      throw new IllegalArgumentException(
          "latest %s is before earliest %s".formatted(latest, earliest));
    }
  }

  /**
   * Tells whether cluster time is certainly past an instant.
   *
   * @param instant of the same epoch of cluster time; any other cannot be compared
   * @return false also while that is not known
   */
  public boolean isPast(Instant instant) {
    return earliest.isAfter(instant);
  }

  /**
   * Tells whether cluster time has certainly not reached an instant.
   *
   * @param instant of the same epoch of cluster time
   * @return false also while that is not known
   */
  public boolean isBefore(Instant instant) {
    return latest.isBefore(instant);
  }
}
