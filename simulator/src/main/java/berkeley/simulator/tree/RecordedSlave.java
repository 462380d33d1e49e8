package berkeley.simulator.tree;

import berkeley.api.wire.Adjustment;
import berkeley.node.NodeService;
import berkeley.node.ServiceDecorator;
import berkeley.simulator.world.VirtualTime;

/** A group's master on its parent's level; records the corrections that it obeys. */
final class RecordedSlave extends ServiceDecorator {

  private final VirtualTime time;
  private final CorrectionScript script;

  RecordedSlave(VirtualTime time, NodeService node, CorrectionScript script) {
    super(node);
    this.time = time;
    this.script = script;
  }

  @Override
  public void adjust(Adjustment delta) {
    super.adjust(delta);
    script.add(time.now(), delta);
  }
}
