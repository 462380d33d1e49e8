package berkeley.bench.foreign;

import com.hazelcast.internal.util.Clock;

/**
 * The host's clock as Hazelcast is given it, by its property {@code com.hazelcast.clock.impl}.
 *
 * <p>Hazelcast makes its own object of this class and hands out none, so it is based on the one
 * oscillator of the process, from {@value #OFFSET} (nanoseconds) and {@value #DRIFT} (ppm).
 */
public final class HazelcastClock extends Clock.ClockImpl {
  static final String OFFSET = "berkeley.bench.offset";
  static final String DRIFT = "berkeley.bench.drift";

  private static final ForeignOscillator OSCILLATOR =
      new ForeignOscillator(
          Long.getLong(OFFSET, 0), Double.parseDouble(System.getProperty(DRIFT, "0")));

  /** Creates the clock; called by Hazelcast. */
  public HazelcastClock() {}

  static ForeignOscillator oscillator() {
    return OSCILLATOR;
  }

  @Override
  protected long currentTimeMillis() {
    return OSCILLATOR.millis();
  }
}
