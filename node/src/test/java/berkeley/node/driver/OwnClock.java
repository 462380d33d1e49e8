package berkeley.node.driver;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.StaleTermException;
import berkeley.master.MasterClock;
import berkeley.master.UpstreamState;
import java.util.ArrayList;
import java.util.List;

/** The master's own clock, a member of long standing that shows its host's ticks. */
final class OwnClock implements MasterClock {

  private final HandDrivenEnvironment environment;
  private final List<Adjustment> received = new ArrayList<>();
  private UpstreamState upstream = UpstreamState.NONE;
  private RuntimeException fault;
  private long obeyedTerm;
  private boolean newcomer;

  OwnClock(HandDrivenEnvironment environment) {
    this.environment = environment;
  }

  /** Makes its node obey a newer term. */
  void obey(long term) {
    obeyedTerm = term;
  }

  /** Makes its next correction fail: a fault of the program. */
  void breakNextCorrection(RuntimeException how) {
    fault = how;
  }

  void becomeNewcomer(boolean whether) {
    newcomer = whether;
  }

  void follow(UpstreamState parent) {
    upstream = parent;
  }

  /** Returns its corrections, oldest first. */
  List<Adjustment> received() {
    return List.copyOf(received);
  }

  @Override
  public long ticks() {
    return environment.ticks();
  }

  @Override
  public long timeAt(long ticks) {
    return ticks;
  }

  @Override
  public boolean newcomer() {
    return newcomer;
  }

  @Override
  public long errorBoundNanos() {
    return 0;
  }

  @Override
  public UpstreamState upstream(long sinceTicks) {
    return upstream;
  }

  @Override
  public void adjust(Adjustment correction) {
    if (fault != null) {
      RuntimeException thrown = fault;
      fault = null;
      throw thrown;
    }
    if (obeyedTerm > correction.term()) {
      throw new StaleTermException(correction.term(), obeyedTerm, "n");
    }
    received.add(correction);
  }
}
