package berkeley.master;

/**
 * A closed stretch of offsets.
 *
 * @param lowNanos its lower edge
 * @param highNanos its upper edge, not below the lower
 */
record OffsetInterval(long lowNanos, long highNanos) {

  /** Whether the two have at least one point in common; an edge suffices. */
  boolean touches(OffsetInterval other) {
    return lowNanos <= other.highNanos && other.lowNanos <= highNanos;
  }

  /** The point of this stretch that is nearest to the given one. */
  long nearestTo(long nanos) {
    return Math.max(lowNanos, Math.min(highNanos, nanos));
  }

  String text() {
    return NanosMath.text(lowNanos) + " .. " + NanosMath.text(highNanos);
  }
}
