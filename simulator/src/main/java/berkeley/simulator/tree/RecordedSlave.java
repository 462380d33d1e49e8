package berkeley.simulator.tree;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.cluster.DirectClock;
import berkeley.simulator.world.VirtualTime;
import java.util.List;

/**
 * A group's master on its parent's level, which records the corrections that it obeys.
 *
 * @param time true time
 * @param servant the node
 * @param script the record
 */
record RecordedSlave(VirtualTime time, DirectClock servant, CorrectionScript script)
    implements ClockRemote, NodeRemote {

  @Override
  public long getTime() {
    return servant.getTime();
  }

  @Override
  public void adjust(Adjustment delta) {
    servant.adjust(delta);
    script.add(time.now(), delta);
  }

  @Override
  public NodeStatus status() {
    return servant.status();
  }

  @Override
  public List<RoundReport> rounds(long afterTerm, long afterRound) {
    return servant.rounds(afterTerm, afterRound);
  }
}
