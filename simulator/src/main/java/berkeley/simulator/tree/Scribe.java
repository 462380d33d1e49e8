package berkeley.simulator.tree;

import berkeley.api.Adjustment;
import berkeley.api.ClockRemote;
import berkeley.api.NodeRemote;
import berkeley.api.NodeStatus;
import berkeley.api.RoundReport;
import berkeley.simulator.world.VirtualTime;
import berkeley.slave.rmi.NodeServant;
import java.util.List;

/**
 * A group's master as its parent sees it, which writes down what it obeys.
 *
 * @param time true time
 * @param servant the node
 * @param script where it is written
 */
record Scribe(VirtualTime time, NodeServant servant, Script script)
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
