package berkeley.master;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The outcome of a vote.
 *
 * @param offsetNanos the offset that all clocks move to, against the master's clock, with the sign
 *     defined in {@link berkeley.api}
 * @param errorBoundNanos how far that value may be from the one that an error-free measurement of
 *     the counted clocks would have given, 0 or more
 * @param rejected the clocks that lost their vote, in the order of the votes, each with a reason of
 *     one line that carries the number found and the number wanted; unmodifiable
 */
public record Verdict(long offsetNanos, long errorBoundNanos, Map<String, String> rejected) {

  /**
   * Checks the bound and copies the map, so that the verdict never changes.
   *
   * @throws IllegalArgumentException if the bound is negative
   */
  public Verdict {
    if (errorBoundNanos < 0) {
      throw new IllegalArgumentException(
          "verdict: the error bound is %d ns, it must be 0 or more".formatted(errorBoundNanos));
    }
    // Map.copyOf would forget the order.
    rejected = Collections.unmodifiableMap(new LinkedHashMap<>(rejected));
  }
}
