package berkeley.node.discipline;

import berkeley.node.clock.Line;

/**
 * Estimates cluster time as a function of a node's own ticks.
 *
 * <p>A servo is fed absolute measurements, "at these ticks cluster time was this", so that the
 * clock's steering does not influence the estimate. The interface is that of linuxptp's servos: a
 * sample goes in, a line comes out, by any kind of filter. Not safe for use by several threads.
 */
public interface Servo {

  /**
   * Records a measurement.
   *
   * @param ticksNanos local ticks of the reading, later than those of the sample before
   * @param clusterNanos cluster time at that reading, nanoseconds since the Unix epoch
   * @param rttNanos round trip of the exchange that measured it, 0 or more
   * @throws IllegalArgumentException if {@code rttNanos} is negative
   */
  void sample(long ticksNanos, long clusterNanos, long rttNanos);

  /**
   * Announces that the ticks may have stood still, or leapt, since the newest sample: the next one
   * says alone what time it is. What was estimated of the frequency is kept as a first guess. Does
   * nothing by default, as suits one that follows each sample.
   */
  default void expectJump() {}

  /**
   * Returns the estimate, anchored at the ticks of the newest sample.
   *
   * @throws IllegalStateException before the first sample
   */
  Line estimate();
}
