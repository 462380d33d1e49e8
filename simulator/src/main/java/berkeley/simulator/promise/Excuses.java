package berkeley.simulator.promise;

import berkeley.simulator.promise.LifeExcuses.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides who is excused, from the fault injector's log alone.
 *
 * <p>A fault excuses the nodes or lives that it names, from its beginning until the declared time.
 * A mastership whose sender is excused while another node applies an adjustment of it is broken
 * from then on, and excuses that node until another mastership has corrected it. A mastership that
 * goes on, as a fixed master's does, counts as another one once its sender has not been excused for
 * as long as recovery may take.
 *
 * <p>What a broken master has done to cluster time outlives it, since its successor begins with it.
 * So the first correction by another mastership begins a new era of the epoch: what was known of
 * its cluster time is forgotten, and a node is excused until it has been corrected in the new era.
 * Each broken mastership begins at most one era. A broken group master only relays, and begins
 * none.
 */
final class Excuses {

  private final long latenessNanos;
  private final long recoveryNanos;
  private final Map<String, List<Window>> byNode = new HashMap<>();
  private final Map<NodeLife, List<Window>> byLife = new HashMap<>();
  private final Map<String, Window> underWay = new HashMap<>();
  private final Set<MasterTerm> broken = new HashSet<>();
  private final List<Window> ofCounters = new ArrayList<>();

  Excuses(PromiseSettings settings) {
    latenessNanos = settings.latenessNanos();
    recoveryNanos = settings.recoveryNanos();
  }

  /** Returns what excuses a life, now and later. */
  LifeExcuses of(NodeLife life) {
    return new LifeExcuses(
        byNode.computeIfAbsent(life.node(), node -> new ArrayList<>()),
        byLife.computeIfAbsent(life, same -> new ArrayList<>()));
  }

  /** Begins to excuse those that a fault names. */
  void begun(Observation.FaultBegun begun) {
    Window window = new Window(begun);
    underWay.put(begun.fault(), window);
    if (!begun.nodes().isEmpty() || !begun.lives().isEmpty()) {
      add(ofCounters, window);
    }
    for (String node : begun.nodes()) {
      add(byNode.computeIfAbsent(node, name -> new ArrayList<>()), window);
    }
    for (NodeLife life : begun.lives()) {
      add(byLife.computeIfAbsent(life, same -> new ArrayList<>()), window);
    }
  }

  private void add(List<Window> windows, Window window) {
    long kept = Math.max(latenessNanos, recoveryNanos);
    long oldest = SaturatingMath.subtract(window.fromNanos, kept);
    windows.removeIf(earlier -> earlier.untilNanos < oldest);
    windows.add(window);
  }

  /**
   * Returns whether any counter is excused at some instant of a span: two leases may overlap then,
   * since what one voter's counter promised to one master ends for the other one earlier.
   */
  boolean isAnyCounterFaulty(long beforeNanos, long afterNanos) {
    return ofCounters.stream().anyMatch(window -> window.covers(beforeNanos, afterNanos));
  }

  /** Sets when those that a fault excused are no longer excused. */
  void ended(Observation.FaultEnded ended) {
    Window window = underWay.remove(ended.fault());
    if (window != null) {
      window.untilNanos = ended.excusedUntilNanos();
    }
  }

  /**
   * Records who corrected whom.
   *
   * @return whether the epoch's cluster time begins anew with this correction
   */
  boolean applied(
      Observation.AdjustmentApplied applied, LifeExcuses sender, LifeExcuses target, Era era) {
    long at = applied.atNanos();
    boolean relayed = !applied.mastership().equals(applied.authority());
    boolean ownClock = applied.sender().equals(applied.life());
    if (ownClock && sender.isFaulty(at, at)) {
      if (broken.contains(applied.mastership())) {
        target.correctedByBroken();
      }
      return false;
    }
    if (sender.isFaulty(at, at) && broken.add(applied.mastership()) && !relayed) {
      era.brokenNow();
    } else if (!sender.isFaulty(SaturatingMath.subtract(at, recoveryNanos), at)) {
      broken.remove(applied.mastership());
    }
    if (broken.contains(applied.mastership()) || broken.contains(applied.authority())) {
      target.correctedByBroken();
      return false;
    }
    boolean begins = era.beginIfBroken();
    target.correctedByHonest(at, applied.epoch(), era.number());
    return begins;
  }

  /** Counts how often one epoch's cluster time has begun anew. */
  static final class Era {

    private boolean brokenSince;
    private int number;

    private void brokenNow() {
      brokenSince = true;
    }

    private boolean beginIfBroken() {
      boolean begins = brokenSince;
      if (begins) {
        brokenSince = false;
        number++;
      }
      return begins;
    }

    /** Returns the number of the present era, 0 for the first. */
    int number() {
      return number;
    }
  }
}
