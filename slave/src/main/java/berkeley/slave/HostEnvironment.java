package berkeley.slave;

import berkeley.api.environment.Environment;
import berkeley.api.environment.Ticks;
import berkeley.api.environment.WallClock;
import java.time.Instant;

/** The host of this process as it is. */
record HostEnvironment() implements Environment {

  @Override
  public Ticks ticks() {
    return System::nanoTime;
  }

  @Override
  public WallClock wallClock() {
    return Instant::now;
  }
}
