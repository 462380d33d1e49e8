package berkeley.harness.clockdiff;

import berkeley.api.environment.Probe;
import berkeley.master.Granularity;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The difference of two clocks that were read in turn from one place.
 *
 * <p>Each reading is accurate to half its round trip. Between two readings the clocks' rates may
 * differ, so of all pairs of readings the one with the smallest sum of errors is taken.
 * <b>Limit:</b> the bound holds for clocks that gain or lose no more than {@value #RATE_LIMIT_PPM}
 * ppm each on the ticks of this host; a clock that jumps between two readings is beyond it.
 *
 * @param offsetNanos the first clock's offset against the second's, positive when the first is
 *     ahead
 * @param errorBoundNanos upper bound of that offset's error
 * @param rttNanos round trip of the chosen reading of the first clock
 * @param otherRttNanos round trip of the chosen reading of the second
 */
public record ComparisonResult(
    long offsetNanos, long errorBoundNanos, long rttNanos, long otherRttNanos) {

  /** An oscillator's 500 ppm and as much again for a clock that is being slewed. */
  static final long RATE_LIMIT_PPM = 1_000;

  private static final double BOTH_RATES = 2 * RATE_LIMIT_PPM * 1e-6;

  /**
   * Returns the most accurate comparison that the readings allow.
   *
   * @param one readings of the first clock, at least one
   * @param other readings of the second by the same ticks, at least one
   * @throws IllegalArgumentException if there is nothing to compare
   */
  public static ComparisonResult of(List<Probe> one, List<Probe> other) {
    long steps = stepNanos(one) + stepNanos(other);
    return one.stream()
        .flatMap(first -> other.stream().map(second -> pair(first, second, steps)))
        .min(Comparator.comparingLong(ComparisonResult::errorBoundNanos))
        .orElseThrow(() -> new IllegalArgumentException("probes: none of one of the clocks"));
  }

  private static ComparisonResult pair(Probe one, Probe other, long steps) {
    long halves = (one.rttNanos() + 1) / 2 + (other.rttNanos() + 1) / 2;
    long between = middle(one) - middle(other);
    double drifted = Math.ceil((Math.abs(between) + halves) * BOTH_RATES);
    return new ComparisonResult(
        one.remoteNanos() - other.remoteNanos() - between,
        halves + steps + (long) drifted,
        one.rttNanos(),
        other.rttNanos());
  }

  private static long middle(Probe probe) {
    return probe.sentTicks() + probe.rttNanos() / 2;
  }

  private static long stepNanos(List<Probe> probes) {
    Granularity granularity = new Granularity();
    LongStream readings = probes.stream().mapToLong(Probe::remoteNanos);
    readings.forEach(granularity::seen);
    return granularity.nanos();
  }
}
