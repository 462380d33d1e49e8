package berkeley.api;

import java.time.Instant;
import java.util.Objects;

/**
 * The earliest and the latest that cluster time can be at one instant.
 *
 * <p>It bounds the agreement of the cluster, not the distance to UTC: where nobody has an outside
 * time source, all can be wrong together. The idea of handing the uncertainty to the application is
 * that of TrueTime (Corbett et al., Spanner: Google's globally-distributed database, OSDI 2012,
 * section 3).
 *
 * @param earliest no node's cluster time is before this
 * @param latest no node's cluster time is after this
 */
public record TimeInterval(Instant earliest, Instant latest) {

  /**
   * Checks the order.
   *
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

  /** Whether cluster time is certainly past the given instant. */
  public boolean isPast(Instant instant) {
    return earliest.isAfter(instant);
  }

  /** Whether cluster time has certainly not reached the given instant. */
  public boolean isBefore(Instant instant) {
    return latest.isBefore(instant);
  }
}
