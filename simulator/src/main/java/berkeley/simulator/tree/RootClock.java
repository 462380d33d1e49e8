package berkeley.simulator.tree;

import berkeley.api.wire.Adjustment;
import berkeley.master.MasterClock;
import berkeley.master.UpstreamState;
import berkeley.simulator.world.VirtualTime;

/**
 * The clock at the top, which records its corrections.
 *
 * @param time true time
 * @param clock the clock
 * @param script the record
 */
record RootClock(VirtualTime time, MasterClock clock, CorrectionScript script)
    implements MasterClock {

  @Override
  public long ticks() {
    return clock.ticks();
  }

  @Override
  public long timeAt(long ticks) {
    return clock.timeAt(ticks);
  }

  @Override
  public boolean newcomer() {
    return clock.newcomer();
  }

  @Override
  public long errorBoundNanos() {
    return clock.errorBoundNanos();
  }

  @Override
  public UpstreamState upstream(long sinceTicks) {
    return clock.upstream(sinceTicks);
  }

  @Override
  public long leftNanos() {
    return clock.leftNanos();
  }

  @Override
  public void adjust(Adjustment delta) {
    clock.adjust(delta);
    script.add(time.now(), delta);
  }
}
