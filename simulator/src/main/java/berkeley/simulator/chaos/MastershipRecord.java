package berkeley.simulator.chaos;

import berkeley.node.clock.Line;
import berkeley.node.clock.SteeredClock.View;

/**
 * One mastership and its time.
 *
 * <p>While the master leads it is what the master's clock says. When it ends, by a crash too, that
 * time runs on as it was going, on the oscillator of the master's host: whoever was corrected by it
 * and has not been corrected by another one since has promised to be near that. A fault of the
 * oscillator ends the promise.
 */
final class MastershipRecord {

  final NodeInstance master;
  final long term;
  private boolean ended;
  private Line runsOn = new Line(0, 0, 0);
  private boolean faulty;
  private double slowest = Double.POSITIVE_INFINITY;
  private double fastest = Double.NEGATIVE_INFINITY;

  MastershipRecord(NodeInstance master, long term) {
    this.master = master;
    this.term = term;
    this.faulty = master.clockFaulty;
    master.host.masterships.add(this);
    noteRate();
  }

  /** Takes note of how fast its time runs, which changes only when its master is corrected. */
  void noteRate() {
    View view = master.steered.view();
    double rate = master.host.counter.ratio() + view.frequencyRatio() + view.slewRatio();
    slowest = Math.min(slowest, rate);
    fastest = Math.max(fastest, rate);
  }

  /** By how much its rate has differed from that of an oscillator, at most. */
  double farthestFrom(double ratio) {
    return Math.max(fastest - ratio, ratio - slowest);
  }

  /** This mastership's time now. */
  long timeNow() {
    return ended ? runsOn.at(master.host.ticks()) : master.core.nodeTime();
  }

  /** It leads no longer: its clock may be another master's to move. */
  void end() {
    if (!ended) {
      ended = true;
      View view = master.steered.view();
      runsOn = new Line(view.localTicks(), view.reading().timeNanos(), view.frequencyRatio());
    }
  }

  boolean hasEnded() {
    return ended;
  }

  void spoil() {
    faulty = true;
  }

  boolean isFaulty() {
    return faulty;
  }
}
