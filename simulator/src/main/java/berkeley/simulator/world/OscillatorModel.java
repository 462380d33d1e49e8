package berkeley.simulator.world;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * A host's monotonic counter: true time as counted by an oscillator with frequency errors.
 *
 * <p>Counts whole nanoseconds and never backwards. The rate is the sum of its errors, set anew in
 * each whole second of true time, so the counter is exact to the nanosecond at every instant and
 * does not depend on how often it is read. Not safe for use by several threads.
 */
public final class OscillatorModel implements LongSupplier {

  private static final long SECOND = 1_000_000_000L;

  private final VirtualTime time;
  private final long firstTicks;
  private final List<FrequencyError> errors;
  private long second = -1;
  private double ratio;
  private double injected;

  /** Gained on true time since the start, up to the beginning of the second. */
  private double gained;

  private long jumped;
  private long standsAt = Long.MIN_VALUE;

  /**
   * Creates a counter.
   *
   * @param time true time
   * @param firstTicks its value now; a counter may begin anywhere
   * @param errors what is wrong with its rate; together between -1 and 1
   */
  public OscillatorModel(VirtualTime time, long firstTicks, List<FrequencyError> errors) {
    this.time = time;
    this.firstTicks = firstTicks;
    this.errors = List.copyOf(errors);
  }

  /** Returns the ticks now, in nanoseconds. */
  @Override
  public long getAsLong() {
    advance();
    long elapsed = time.now() - second * SECOND;
    long ticks = firstTicks + jumped + time.now() + Math.round(gained + ratio * elapsed);
    return Math.max(standsAt, ticks);
  }

  /** Returns by how much it runs fast now, as a ratio. */
  public double ratio() {
    advance();
    return ratio;
  }

  /**
   * Injects a fault: from the next whole second on it runs so much faster, as a ratio, than its
   * errors alone would have it; 0 ends that.
   */
  public void drift(double faster) {
    advance();
    injected = faster;
  }

  /**
   * Injects a fault: jumps ahead by the given nanoseconds now, or, if negative, stands still for so
   * long, as a host's counter does while the host is suspended.
   */
  public void jump(long nanos) {
    standsAt = getAsLong();
    jumped += nanos;
  }

  private void advance() {
    long now = Math.floorDiv(time.now(), SECOND);
    while (second < now) {
      gained += second < 0 ? 0 : ratio * SECOND;
      second++;
      ratio = injected;
      for (FrequencyError error : errors) {
        ratio += error.ratioIn(second);
      }
    }
  }
}
