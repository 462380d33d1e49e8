package berkeley.bench.contenders;

import berkeley.bench.accuracy.ProcessCluster;
import berkeley.bench.accuracy.RawTcp;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The lower limit: what bursts over plain TCP measure of clocks that cannot differ, which is the
 * error of the measurement alone.
 */
final class RawFloor implements ContenderGroup {
  private final Endpoints endpoints;
  private final RawTcp raw;
  private final Duration period;
  private final RoundTimes rounds = new RoundTimes();
  private long lastTicks = HostTicks.now();

  private RawFloor(Endpoints endpoints, RawTcp raw, Duration period) {
    this.endpoints = endpoints;
    this.raw = raw;
    this.period = period;
  }

  static ContenderGroup start(ContenderSetting setting) throws IOException, InterruptedException {
    Endpoints endpoints =
        setting.slow()
            ? Endpoints.slow(ProcessCluster.SLAVES, true)
            : Endpoints.direct(ProcessCluster.SLAVES);
    try {
      return new RawFloor(
          endpoints, RawTcp.start(endpoints.all(), setting.checkout().java()), setting.period());
    } catch (IOException | InterruptedException | RuntimeException e) {
      endpoints.close();
      throw e;
    }
  }

  /** Waits for the next period, since the other contenders exchange one burst in each too. */
  @Override
  public PanelReading look(boolean withoutVictim) throws IOException {
    LockSupport.parkNanos(period.toNanos() - (HostTicks.now() - lastTicks));
    lastTicks = HostTicks.now();
    return new PanelReading(raw.round(), OptionalLong.empty(), 0, OptionalLong.empty(), 0);
  }

  @Override
  public RoundTimes rounds() {
    return rounds;
  }

  @Override
  public void begin(Condition condition) {}

  @Override
  public void end(Condition condition) {}

  @Override
  public void requireAlive() throws IOException {
    raw.requireAlive();
  }

  @Override
  public void close() {
    raw.close();
    endpoints.close();
  }
}
