package berkeley.harness.clockdiff;

import berkeley.api.SynchronizedClock;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import java.time.Instant;

/** The system's clock, which can be read like a node's. Safe for use by several threads. */
public final class LocalClock implements ClockRemote {

  @Override
  public long getTime() {
    return SynchronizedClock.toNanos(Instant.now());
  }

  @Override
  public void adjust(Adjustment delta) {
    throw new UnsupportedOperationException("nobody sets the system's clock from here");
  }
}
