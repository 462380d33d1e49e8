package berkeley.bench.contenders;

import berkeley.bench.accuracy.Cluster;
import berkeley.bench.accuracy.RawTcp;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The floor: what bursts over plain TCP tell of clocks that cannot differ. There is no clock to be
 * moved, so all that a look shows is the error of the finding.
 */
final class RawFloor implements Group {
  private final Ways ways;
  private final RawTcp raw;
  private final Duration period;
  private final RoundLog rounds = new RoundLog();
  private long lastTicks = System.nanoTime();

  private RawFloor(Ways ways, RawTcp raw, Duration period) {
    this.ways = ways;
    this.raw = raw;
    this.period = period;
  }

  static Group start(Setting setting) throws IOException, InterruptedException {
    Ways ways = setting.slow() ? Ways.slow(Cluster.SLAVES, true) : Ways.direct(Cluster.SLAVES);
    try {
      return new RawFloor(ways, RawTcp.start(ways.all(), setting.nodeOptions()), setting.period());
    } catch (IOException | InterruptedException | RuntimeException e) {
      ways.close();
      throw e;
    }
  }

  /** Waits until a period has passed: the others, too, exchange no more than one burst in each. */
  @Override
  public Sight look(boolean withoutVictim) throws IOException {
    LockSupport.parkNanos(period.toNanos() - (System.nanoTime() - lastTicks));
    lastTicks = System.nanoTime();
    return new Sight(raw.round(), OptionalLong.empty(), 0, OptionalLong.empty(), 0);
  }

  @Override
  public RoundLog rounds() {
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
    ways.close();
  }
}
