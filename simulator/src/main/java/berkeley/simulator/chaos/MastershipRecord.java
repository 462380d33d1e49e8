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
  private long doubtAtEnd;
  private long epochAtEnd;
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

  /** Records how fast its time runs, which changes only when its master is corrected. */
  void noteRate() {
    View view = master.steered.view();
    double rate = master.host.counter.ratio() + view.frequencyRatio();
    slowest = Math.min(slowest, rate);
    fastest = Math.max(fastest, rate);
  }

  /** By how much its rate has differed from that of an oscillator, at most. */
  double farthestFrom(double ratio) {
    return Math.max(fastest - ratio, ratio - slowest);
  }

  /** This mastership's time now. */
  long timeNow() {
    return ended ? runsOn.at(master.host.ticks()) : master.steered.view().estimateNanos();
  }

  /** How far true cluster time may be from that: what is left of the doubt of its takeover. */
  long doubtNow() {
    return ended ? doubtAtEnd : master.steered.view().doubtNanos();
  }

  /** The epoch of cluster time that it carries on. */
  long epoch() {
    return ended ? epochAtEnd : master.steered.standing().epoch();
  }

  /** It leads no longer: its clock may be another master's to move. */
  void end() {
    if (!ended) {
      ended = true;
      View view = master.steered.view();
      doubtAtEnd = view.doubtNanos();
      epochAtEnd = view.standing().epoch();
      runsOn = new Line(view.localTicks(), view.estimateNanos(), view.frequencyRatio());
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
