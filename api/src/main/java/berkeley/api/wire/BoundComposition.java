package berkeley.api.wire;

import java.io.Serializable;

/**
 * What the error bound of a node consists of at one instant.
 *
 * @param knownNanos half of the interval that the corrections left when they were last joined, in
 *     nanoseconds
 * @param ageNanos how long ago that was, in nanoseconds, 0 or more
 * @param growthPpm how fast either side grows now, in parts per million, 0 or more
 * @param goodForNanos for how long it goes on growing so slowly, in nanoseconds; 0 once cluster
 *     time may be moved or led by somebody else
 * @param slewNanos how far node time is from the estimate of cluster time, in nanoseconds
 */
public record BoundComposition(
    long knownNanos, long ageNanos, double growthPpm, long goodForNanos, long slewNanos)
    implements Serializable {

  /** What is told of a node that says nothing. */
  public static final BoundComposition UNKNOWN = new BoundComposition(0, 0, 0, 0, 0);

  private static final long serialVersionUID = 1L;
}
