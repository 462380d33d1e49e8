package berkeley.simulator.promise;

import java.util.List;

/**
 * What excuses one life: the faults of its own and of its node, and the broken master that
 * corrected it last.
 */
final class LifeExcuses {

  /** The time during which one fault excuses those that it names. */
  static final class Window {
    final String fault;
    final boolean lying;
    final long fromNanos;
    long untilNanos;

    Window(Observation.FaultBegun begun) {
      fault = begun.fault();
      lying = begun.lying();
      fromNanos = begun.atNanos();
      untilNanos = begun.untilNanos();
    }

    /** Returns whether it excuses an observation between two instants, both included. */
    boolean covers(long beforeNanos, long afterNanos) {
      return fromNanos <= afterNanos && beforeNanos <= untilNanos;
    }
  }

  /** A correction takes effect at the knee of the segment that it publishes, a little later. */
  private static final long TAKES_EFFECT_NANOS = 1_000_000;

  private final List<Window> ofNode;
  private final List<Window> ofLife;
  private boolean misled;
  private long misledUntilNanos = Long.MIN_VALUE;
  private boolean corrected;
  private long correctedEpoch;
  private int correctedEra;

  LifeExcuses(List<Window> ofNode, List<Window> ofLife) {
    this.ofNode = ofNode;
    this.ofLife = ofLife;
  }

  /** Returns whether a fault of its own excuses it at some instant of a span. */
  boolean isFaulty(long beforeNanos, long afterNanos) {
    return isCovered(ofNode, beforeNanos, afterNanos, false)
        || isCovered(ofLife, beforeNanos, afterNanos, false);
  }

  /** Returns whether a fault makes it say anything at some instant of a span. */
  boolean isLying(long beforeNanos, long afterNanos) {
    return isCovered(ofNode, beforeNanos, afterNanos, true)
        || isCovered(ofLife, beforeNanos, afterNanos, true);
  }

  private static boolean isCovered(
      List<Window> windows, long beforeNanos, long afterNanos, boolean lyingOnly) {
    for (int i = windows.size() - 1; i >= 0; i--) {
      Window window = windows.get(i);
      if ((window.lying || !lyingOnly) && window.covers(beforeNanos, afterNanos)) {
        return true;
      }
    }
    return false;
  }

  /** Records that a broken master corrected it. */
  void correctedByBroken() {
    misled = true;
  }

  /**
   * Records that a master corrected it that was not broken.
   *
   * @param atNanos when it returned
   * @param epoch the correction's epoch
   * @param era how often that epoch's cluster time has begun anew after a broken master
   */
  void correctedByHonest(long atNanos, long epoch, int era) {
    if (misled || (corrected && (correctedEpoch != epoch || correctedEra != era))) {
      misledUntilNanos = SaturatingMath.add(atNanos, TAKES_EFFECT_NANOS);
    }
    misled = false;
    corrected = true;
    correctedEpoch = epoch;
    correctedEra = era;
  }

  /**
   * Returns whether it rests on a broken master: one corrected it last, or its epoch's cluster time
   * has begun anew after a broken master and no other has corrected it since.
   */
  boolean isMisled(long atNanos, long epoch, int era) {
    int own = corrected && correctedEpoch == epoch ? correctedEra : 0;
    return misled || atNanos < misledUntilNanos || own < era;
  }
}
