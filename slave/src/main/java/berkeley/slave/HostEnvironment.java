package berkeley.slave;

import berkeley.api.environment.Environment;
import berkeley.api.environment.Ticks;
import berkeley.api.environment.WallClock;
import berkeley.transport.ticks.HostTicks;
import java.time.Instant;

/** The host of this process as it is. */
record HostEnvironment() implements Environment {

  @Override
  public Ticks ticks() {
    return HostTicks.counter();
  }

  @Override
  public WallClock wallClock() {
    return Instant::now;
  }
}
