package berkeley.simulator.cluster;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import java.rmi.RemoteException;

/** A clock that says something else than it shows, and obeys nobody. */
final class StubbornLiar implements ClockRemote {

  private final ClockRemote honest;
  private final long lieNanos;

  StubbornLiar(ClockRemote honest, long lieNanos) {
    this.honest = honest;
    this.lieNanos = lieNanos;
  }

  @Override
  public long getTime() throws RemoteException {
    return honest.getTime() + lieNanos;
  }

  @Override
  public void adjust(Adjustment delta) {
    // It says that it has done as it was told.
  }
}
