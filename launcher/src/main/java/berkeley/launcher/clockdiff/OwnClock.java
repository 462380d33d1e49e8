package berkeley.launcher.clockdiff;

import berkeley.api.Adjustment;
import berkeley.api.ClockRemote;
import berkeley.api.SynchronizedClock;
import java.time.Instant;

/** This process's own clock, the system's, to be read as any other. Safe for several threads. */
public final class OwnClock implements ClockRemote {

  @Override
  public long getTime() {
    return SynchronizedClock.toNanos(Instant.now());
  }

  @Override
  public void adjust(Adjustment delta) {
    throw new UnsupportedOperationException("nobody sets the system's clock from here");
  }
}
