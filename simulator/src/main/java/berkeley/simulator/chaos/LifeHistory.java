package berkeley.simulator.chaos;

import berkeley.api.environment.ClockLimits;
import berkeley.node.clock.SteeredClock.View;
import java.util.Optional;

/**
 * What the oracle remembers of one life: its clock at the newest look, and whom it has obeyed.
 *
 * <p>The clock bends only when it is corrected, and is looked at before and after, so its pace is
 * held against the declared slew and the larger of the two frequencies that were in force.
 */
final class LifeHistory {

  /** Both ends of a stretch are whole nanoseconds. */
  private static final long ROUNDING_NANOS = 4;

  private static final double MAX_SLEW = ClockLimits.UNSTEERED.maxSlewRatio();

  private boolean seen;
  private long ticks;
  private long time;
  private double frequency;
  private double frequencyBefore;
  private long disruptions;
  private Optional<MastershipRecord> mastership = Optional.empty();
  private long term = -1;
  private String master = "";

  /** When, in virtual time. */
  private long obeyedNanos;

  /** Records a correction that was applied. */
  void corrected(MastershipRecord by) {
    if (mastership.isEmpty()) {
      seen = false;
    }
    mastership = Optional.of(by);
  }

  /** The mastership whose correction it applied last, empty before the first. */
  Optional<MastershipRecord> mastership() {
    return mastership;
  }

  /** Compares with the look before. */
  void see(NodeInstance life, View view) {
    long nowTicks = view.localTicks();
    long nowTime = view.reading().timeNanos();
    if (view.frequencyRatio() != frequency) {
      frequencyBefore = frequency;
      frequency = view.frequencyRatio();
    }
    if (seen) {
      if (nowTime < time) {
        throw new ViolationError(
            InvariantKind.MONOTONICITY, "%s went back by %d ns", life.id, time - nowTime);
      }
      // A clock that counts a disruption may have made up for a sleep at once.
      if (view.standing().disruptions() == disruptions) {
        checkPace(life, nowTicks, nowTime);
      }
    }
    disruptions = view.standing().disruptions();
    seen = true;
    ticks = nowTicks;
    time = nowTime;
  }

  private void checkPace(NodeInstance life, long nowTicks, long nowTime) {
    double steepest = Math.max(Math.abs(frequency), Math.abs(frequencyBefore));
    long elapsed = nowTicks - ticks;
    long gained = nowTime - time - elapsed;
    if (Math.abs(gained) > (MAX_SLEW + steepest) * elapsed + ROUNDING_NANOS) {
      throw new ViolationError(
          InvariantKind.SLEW,
          "%s gained %d ns in %d ns, at a frequency of %.3f ppm",
          life.id,
          gained,
          elapsed,
          frequency * 1e6);
    }
  }

  /**
   * Records whom it obeyed.
   *
   * @param known the newest term that it knew
   * @param atNanos now
   * @param goneNanos a master that has corrected it for the last time so long ago may be gone: then
   *     it may obey another one, whatever its term
   */
  void obeyed(
      NodeInstance life, long newTerm, String newMaster, long known, long atNanos, long goneNanos) {
    boolean isOther =
        newTerm < Math.max(term, known) || (newTerm == term && !newMaster.equals(master));
    if (isOther && atNanos - obeyedNanos < goneNanos) {
      throw new ViolationError(
          InvariantKind.OBEDIENCE,
          "%s applied a correction of %s in term %d after one of %s in term %d",
          life.id,
          newMaster,
          newTerm,
          master,
          term);
    }
    term = newTerm;
    master = newMaster;
    obeyedNanos = atNanos;
  }
}
