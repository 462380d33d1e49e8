package berkeley.slave.servant;

import berkeley.api.environment.EventLoop;
import berkeley.api.wire.StepDownRemote;
import berkeley.node.NodeService;
import berkeley.transport.socket.CallerIdentity;
import java.util.function.BooleanSupplier;

/**
 * The remote object of a node that may become master by the word of a service, and takes part in no
 * vote. Safe for calls by several threads.
 */
public final class CandidateServant extends NodeServant implements StepDownRemote {

  private final BooleanSupplier stepDown;

  /**
   * Creates the remote object of a node.
   *
   * @param node what it answers: the time on any thread, all else on its loop
   * @param loop its loop
   * @param stepDown gives up its mastership and returns whether it had one; for any thread
   */
  public CandidateServant(NodeService node, EventLoop loop, BooleanSupplier stepDown) {
    super(node, loop);
    this.stepDown = stepDown;
  }

  @Override
  public boolean stepDown() {
    CallerIdentity.requireOperator();
    return stepDown.getAsBoolean();
  }
}
