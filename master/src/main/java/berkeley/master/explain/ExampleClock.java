package berkeley.master.explain;

/**
 * A clock of an exercise.
 *
 * @param id its name
 * @param timeNanos what it shows, in nanoseconds from any common beginning
 * @param errorBoundNanos how far the reading may be off, 0 or more; matters to {@code intersection}
 *     and {@code midpoint} alone
 */
public record ExampleClock(String id, long timeNanos, long errorBoundNanos) {

  /**
   * Checks the bound.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ExampleClock {
    if (errorBoundNanos < 0) {
      throw new IllegalArgumentException(
          "%s: the bound is negative, it must be 0 or more".formatted(id));
    }
  }
}
