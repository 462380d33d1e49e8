package berkeley.simulator.cluster;

import berkeley.api.wire.Adjustment;
import berkeley.node.NodeService;
import berkeley.node.ServiceDecorator;

/** A node that says something else than its clock shows, and obeys nobody. */
final class StubbornLiar extends ServiceDecorator {

  private final long lieNanos;

  StubbornLiar(NodeService honest, long lieNanos) {
    super(honest);
    this.lieNanos = lieNanos;
  }

  @Override
  public long nodeTime() {
    return super.nodeTime() + lieNanos;
  }

  @Override
  public void adjust(Adjustment adjustment) {
    // It says that it has done as it was told.
  }
}
