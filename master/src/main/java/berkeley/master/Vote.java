package berkeley.master;

import java.util.Comparator;
import java.util.Objects;

/**
 * One clock's vote: its offset against the master, and how well that is known.
 *
 * @param id the clock's name, distinct among the votes of one round
 * @param offsetNanos its offset against the master, with the sign defined in {@link berkeley.api}:
 *     positive when it is ahead; any {@code long}, since a broken clock may say anything
 * @param errorBoundNanos upper bound of that offset's error, 0 or more
 */
public record Vote(String id, long offsetNanos, long errorBoundNanos) {

  /**
   * By offset, then by bound: an order in which the outcome does not depend on the order in which
   * the votes came in.
   */
  static final Comparator<Vote> BY_OFFSET =
      Comparator.comparingLong(Vote::offsetNanos).thenComparingLong(Vote::errorBoundNanos);

  /**
   * Checks the bound.
   *
   * @throws IllegalArgumentException if the bound is negative
   */
  public Vote {
    Objects.requireNonNull(id, "id");
    if (errorBoundNanos < 0) {
      throw new IllegalArgumentException(
          "vote of %s: the error bound is %d ns, it must be 0 or more"
              .formatted(id, errorBoundNanos));
    }
  }

  /** Returns where the clock can be, given its bound; cut off at the ends of {@code long}. */
  OffsetInterval interval() {
    return new OffsetInterval(
        NanosMath.subtract(offsetNanos, errorBoundNanos),
        NanosMath.add(offsetNanos, errorBoundNanos));
  }

  /**
   * Returns the vote as the text of a reason shows it, {@code 3600 s +- 20 us}; in ASCII, since a
   * log may end anywhere.
   */
  String text() {
    return NanosMath.text(offsetNanos) + " +- " + NanosMath.text(errorBoundNanos);
  }

  /**
   * A closed interval of offsets.
   *
   * @param lowNanos its lower edge
   * @param highNanos its upper edge, not below the lower
   */
  record OffsetInterval(long lowNanos, long highNanos) {

    /** Returns whether the two have at least one point in common; an edge suffices. */
    boolean touches(OffsetInterval other) {
      return lowNanos <= other.highNanos && other.lowNanos <= highNanos;
    }

    /** Returns the point of this interval that is nearest to the given one. */
    long nearestTo(long nanos) {
      return Math.max(lowNanos, Math.min(highNanos, nanos));
    }

    String text() {
      return NanosMath.text(lowNanos) + " .. " + NanosMath.text(highNanos);
    }
  }
}
