package berkeley.api.wire;

import java.io.Serializable;

/**
 * A node's ticks and its node time, read together.
 *
 * <p>Processes of one host whose ticks are of one source, see {@link NodeStatus#sharesTicksWith},
 * share the monotonic counter behind them, so two readings of two such nodes give the true offset
 * between their clocks, whatever happened between the readings (up to the difference of their rates
 * times the time between).
 *
 * @param ticksNanos the host's counter, see {@link berkeley.api.environment.Ticks#hostNanos}
 * @param timeNanos node time at those ticks, nanoseconds since the Unix epoch
 */
public record Reading(long ticksNanos, long timeNanos) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Returns the offset of this node against another one of the same host, with the sign defined in
   * {@link berkeley.api}: positive when this one is ahead.
   *
   * @param reference the other node's reading
   * @return nanoseconds
   */
  public long offsetAgainst(Reading reference) {
    return (timeNanos - reference.timeNanos) - (ticksNanos - reference.ticksNanos);
  }
}
