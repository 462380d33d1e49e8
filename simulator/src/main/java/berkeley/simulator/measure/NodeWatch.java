package berkeley.simulator.measure;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Checks one node repeatedly and counts its violations of the four invariants.
 *
 * <p>Between two checks the clock may have changed its rate several times, so its rate is compared
 * with the declared slew and the largest of the frequencies that were in force lately. Not safe for
 * use by several threads.
 */
final class NodeWatch {

  /** Both ends of a stretch are whole nanoseconds. */
  private static final long ROUNDING_NANOS = 4;

  private final double maxSlewPpm;
  private @Nullable Reading last;
  private long term;
  private String master = "";
  private double frequency;
  private double frequencyBefore;
  private double frequencyLongBefore;
  private ViolationCounts violations = ViolationCounts.NONE;

  NodeWatch(double maxSlewPpm) {
    this.maxSlewPpm = maxSlewPpm;
  }

  /**
   * Looks.
   *
   * @param status what the node says of itself now
   * @param masterNanos the master's node time now
   * @param masterState how far that can be trusted
   * @return what it broke this time
   */
  ViolationCounts see(NodeStatus status, long masterNanos, NodeState masterState) {
    if (status.state() == NodeState.NEWCOMER) {
      return ViolationCounts.NONE;
    }
    boolean masterHasTime = masterState != NodeState.NEWCOMER;
    long distance = Math.abs(status.reading().timeNanos() - masterNanos);
    boolean contained = !masterHasTime || distance <= status.errorBoundNanos();
    boolean monotonic = last == null || status.reading().timeNanos() >= last.timeNanos();
    boolean obedient =
        status.term() > term
            || (status.term() == term && (master.isEmpty() || master.equals(status.master())));
    noteFrequency(status.frequencyPpm());
    boolean gentle = Math.abs(status.slewPpm()) <= maxSlewPpm * (1 + 1e-9) && keptPace(status);
    boolean kept = contained && monotonic && obedient && gentle;
    ViolationCounts broken =
        kept
            ? ViolationCounts.NONE
            : new ViolationCounts(
                contained ? 0 : 1, monotonic ? 0 : 1, obedient ? 0 : 1, gentle ? 0 : 1);
    if (!kept) {
      violations = violations.plus(broken);
    }
    last = status.reading();
    term = Math.max(term, status.term());
    master = status.master();
    return broken;
  }

  private void noteFrequency(double now) {
    if (now != frequency) {
      frequencyLongBefore = frequencyBefore;
      frequencyBefore = frequency;
      frequency = now;
    }
  }

  private boolean keptPace(NodeStatus status) {
    if (last == null) {
      return true;
    }
    double steepest =
        Math.max(
            Math.abs(frequency),
            Math.max(Math.abs(frequencyBefore), Math.abs(frequencyLongBefore)));
    long ticks = status.reading().ticksNanos() - last.ticksNanos();
    long gained = status.reading().offsetAgainst(last);
    return Math.abs(gained) <= (maxSlewPpm + steepest) * 1e-6 * ticks + ROUNDING_NANOS;
  }

  ViolationCounts violations() {
    return violations;
  }
}
