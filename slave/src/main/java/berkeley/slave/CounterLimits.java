package berkeley.slave;

import berkeley.api.environment.ClockLimits;
import berkeley.transport.ticks.HostTicks;
import java.util.Optional;

/**
 * What a node assumes of its host's counter unless its limits are set: that nothing steers it, or
 * that an NTP daemon may.
 */
final class CounterLimits {

  private static final ClockLimits UNSTEERED = ClockLimits.UNSTEERED;
  private static final ClockLimits STEERED = ClockLimits.STEERED;

  private CounterLimits() {}

  /**
   * Returns the limits for this process's counter.
   *
   * @param word whether the operator says that nothing steers the counters; empty if they say
   *     nothing, so that the counter's source decides
   */
  static ClockLimits of(Optional<Boolean> word) {
    return word.orElseGet(() -> !HostTicks.mayBeSteered()) ? UNSTEERED : STEERED;
  }
}
