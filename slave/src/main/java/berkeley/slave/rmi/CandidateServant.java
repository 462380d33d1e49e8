package berkeley.slave.rmi;

import berkeley.api.StepDownRemote;
import berkeley.master.rmi.Caller;

/**
 * The remote object of a node that may become master by the word of a service, and takes part in no
 * vote. Safe for calls by several threads.
 */
public final class CandidateServant extends NodeServant implements StepDownRemote {

  private final Contender contender;

  /** A servant of the given node. */
  public CandidateServant(Local local, Contender contender) {
    super(local);
    this.contender = contender;
  }

  @Override
  public boolean stepDown() {
    Caller.requireOperator();
    return contender.stepDown();
  }
}
