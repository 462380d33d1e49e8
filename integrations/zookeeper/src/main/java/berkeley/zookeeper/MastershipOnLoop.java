package berkeley.zookeeper;

import berkeley.api.environment.EventLoop;
import berkeley.node.driver.MastershipListener;

/**
 * Hands what the latch decides to the node's loop, in order.
 *
 * @param loop the node's loop
 * @param node what a node does about it, for that loop
 */
record MastershipOnLoop(EventLoop loop, MastershipListener node) implements MastershipListener {

  @Override
  public void lead(long term, boolean keptItsRate) {
    loop.execute(() -> node.lead(term, keptItsRate));
  }

  @Override
  public void stepDown(long term) {
    loop.execute(() -> node.stepDown(term));
  }

  @Override
  public void follow(long term, String master) {
    loop.execute(() -> node.follow(term, master));
  }

  @Override
  public void electionStep(long term, String step, String master) {
    loop.execute(() -> node.electionStep(term, step, master));
  }
}
