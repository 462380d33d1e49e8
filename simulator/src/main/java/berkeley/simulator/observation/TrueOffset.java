package berkeley.simulator.observation;

import berkeley.api.wire.Reading;

/**
 * A node's true offset against the master at the instant of the node's reading, with the sign of
 * {@link berkeley.api}.
 *
 * <p>The master is read just before and just after the node, and its time in between is
 * interpolated. Its rate may have changed there once, by at most what clocks here may differ, and
 * that is the tolerance: nanoseconds where the three readings are a millisecond apart.
 *
 * @param nanos how far the node is ahead
 * @param toleranceNanos by how much that can be wrong
 */
public record TrueOffset(long nanos, long toleranceNanos) {

  /** Of a node that cannot be compared, because the master did not answer. */
  public static final TrueOffset UNKNOWN = new TrueOffset(0, Long.MAX_VALUE);

  /** Of the master against itself. */
  public static final TrueOffset NONE = new TrueOffset(0, 0);

  private static final long ROUNDING_NANOS = 2;

  /**
   * Computes it.
   *
   * @param before the master, read before the node
   * @param node the node
   * @param after the master, read after the node
   * @param rateLimitPpm by how much a node's rate may differ from its ticks' at most
   */
  public static TrueOffset between(
      Reading before, Reading node, Reading after, double rateLimitPpm) {
    long span = after.ticksNanos() - before.ticksNanos();
    long into = node.ticksNanos() - before.ticksNanos();
    if (span <= 0 || into < 0 || into > span) {
      throw new IllegalArgumentException(
          "the master must be read before and after the node, not %d ns into %d ns"
              .formatted(into, span));
    }
    // What the master's clock gained on its ticks, so far and in all: small, so a double is exact.
    long gained = (after.timeNanos() - before.timeNanos()) - span;
    double share = (double) into / span;
    long offset = node.offsetAgainst(before) - Math.round(gained * share);
    double bend = 2 * rateLimitPpm * 1e-6 * into * (1 - share);
    return new TrueOffset(offset, (long) Math.ceil(bend) + ROUNDING_NANOS);
  }

  /** Returns whether it is known. */
  public boolean isKnown() {
    return toleranceNanos != Long.MAX_VALUE;
  }
}
