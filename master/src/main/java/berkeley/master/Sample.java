package berkeley.master;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a burst of probes says about a member's clock.
 *
 * @param readingNanos the member's node time of the chosen reading
 * @param offsetNanos its offset against the master's clock there
 * @param errorBoundNanos upper bound of that offset's error
 * @param rttNanos round trip of the chosen probe
 */
public record Sample(long readingNanos, long offsetNanos, long errorBoundNanos, long rttNanos) {

  /**
   * Chooses the probe with the smallest round trip: what delays a message makes the two ways
   * unequal, so the fastest probe errs least, and its bound is the tightest (Cristian 1989, section
   * 3).
   *
   * @param probes a burst
   * @param granularityNanos by how much the member's readings may lie below its true time
   * @return the sample, empty for an empty burst
   */
  public static Optional<Sample> best(List<Probe> probes, long granularityNanos) {
    return probes.stream()
        .min(Comparator.comparingLong(Probe::rttNanos))
        .map(
            probe ->
                new Sample(
                    probe.remoteNanos(),
                    probe.offsetNanos(),
                    (probe.rttNanos() + 1) / 2 + granularityNanos,
                    probe.rttNanos()));
  }
}
