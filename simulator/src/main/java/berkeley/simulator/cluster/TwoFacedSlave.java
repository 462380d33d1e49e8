package berkeley.simulator.cluster;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import java.rmi.RemoteException;
import java.util.function.LongSupplier;

/**
 * A clock that keeps the time and tells another: what it adds when it is asked, it takes out of the
 * corrections that come of it. So its lie stays the same, whatever it is told.
 */
final class TwoFacedSlave implements ClockRemote {

  private final ClockRemote honest;
  private final LongSupplier lieNanos;
  private long told;

  TwoFacedSlave(ClockRemote honest, LongSupplier lieNanos) {
    this.honest = honest;
    this.lieNanos = lieNanos;
  }

  @Override
  public long getTime() throws RemoteException {
    told = lieNanos.getAsLong();
    return honest.getTime() + told;
  }

  @Override
  public void adjust(Adjustment delta) throws RemoteException {
    honest.adjust(
        new Adjustment(
            delta.deltaNanos() + told,
            delta.errorBoundNanos(),
            delta.readingNanos() - told,
            delta.term(),
            delta.round(),
            delta.rttNanos(),
            delta.master(),
            delta.clusterSlewPpm()));
  }
}
