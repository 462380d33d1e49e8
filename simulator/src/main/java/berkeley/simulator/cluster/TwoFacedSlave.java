package berkeley.simulator.cluster;

import berkeley.api.wire.Adjustment;
import berkeley.node.NodeService;
import berkeley.node.ServiceDecorator;
import java.util.function.LongSupplier;

/**
 * A node that keeps the time and tells another: what it adds when it is asked, it takes out of the
 * corrections that come of it. So its lie stays the same, whatever it is told.
 */
public final class TwoFacedSlave extends ServiceDecorator {

  private final LongSupplier lieNanos;
  private long told;

  /**
   * Stands before an honest node.
   *
   * @param honest the node
   * @param lieNanos what it adds now when it is asked, in nanoseconds
   */
  public TwoFacedSlave(NodeService honest, LongSupplier lieNanos) {
    super(honest);
    this.lieNanos = lieNanos;
  }

  @Override
  public long nodeTime() {
    told = lieNanos.getAsLong();
    return super.nodeTime() + told;
  }

  @Override
  public void adjust(Adjustment delta) {
    super.adjust(
        new Adjustment(
            delta.deltaNanos() + told,
            delta.errorBoundNanos(),
            delta.readingNanos() - told,
            delta.term(),
            delta.round(),
            delta.rttNanos(),
            delta.master(),
            delta.clusterSlewPpm(),
            delta.incarnation(),
            delta.statement()));
  }
}
