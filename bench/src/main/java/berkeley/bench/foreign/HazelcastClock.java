package berkeley.bench.foreign;

import com.hazelcast.internal.util.Clock;

/**
 * The host's clock as Hazelcast is given it, by its property {@code com.hazelcast.clock.impl}.
 *
 * <p>Hazelcast makes its own object of this class and hands out none, so the oscillator beneath is
 * the process's one, from {@value #OFFSET} (nanoseconds) and {@value #DRIFT} (ppm).
 */
public final class HazelcastClock extends Clock.ClockImpl {
  static final String OFFSET = "berkeley.bench.offset";
  static final String DRIFT = "berkeley.bench.drift";

  private static final ForeignOscillator OSCILLATOR =
      new ForeignOscillator(
          Long.getLong(OFFSET, 0), Double.parseDouble(System.getProperty(DRIFT, "0")));

  /** What Hazelcast calls. */
  public HazelcastClock() {}

  static ForeignOscillator oscillator() {
    return OSCILLATOR;
  }

  @Override
  protected long currentTimeMillis() {
    return OSCILLATOR.millis();
  }
}
