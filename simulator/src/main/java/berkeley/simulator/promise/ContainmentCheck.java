package berkeley.simulator.promise;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Promise 1: at every instant every interval that is given contains its epoch's cluster time.
 *
 * <p>When two intervals exclude each other, one of the two lives is wrong, and it is not known
 * which. Both are doubted for a while: their intervals are compared and do not narrow the set of
 * cluster times. So a life that stays wrong is found once, and the others go on being held against
 * one another.
 */
final class ContainmentCheck {

  private static final String INTERVAL = "interval";
  private static final String KNOWN = "known time";

  private final long quietNanos;
  private final Map<NodeLife, ObservedLife> lives;
  private final ViolationLog log;

  ContainmentCheck(PromiseSettings settings, Map<NodeLife, ObservedLife> lives, ViolationLog log) {
    quietNanos = settings.quietNanos();
    this.lives = lives;
    this.log = log;
  }

  /**
   * Compares an interval with the set of cluster times, and narrows the set by it.
   *
   * @param beforeNanos true time just before it was read
   * @param afterNanos true time just after it
   * @param earliest its lower end
   * @param latest its upper end, {@link ReachableInterval#NO_HIGH} for none
   */
  void check(
      EpochHistory epoch,
      ObservedLife from,
      long beforeNanos,
      long afterNanos,
      long earliest,
      long latest) {
    log.checked(Promise.CONTAINMENT);
    ClusterTimeSet set = epoch.clusterTime;
    long miss = set.miss(beforeNanos, afterNanos, earliest, latest);
    if (miss <= 0) {
      if (afterNanos >= from.doubtedUntilNanos) {
        set.narrow(beforeNanos, afterNanos, earliest, latest, from.life);
      }
      return;
    }
    @Nullable NodeLife other = set.excluded(beforeNanos, afterNanos, earliest, latest);
    boolean doubted = afterNanos < from.doubtedUntilNanos;
    report(epoch, from.life, other, miss, afterNanos, edges(earliest, latest));
    doubt(from, afterNanos);
    if (other != null && !doubted) {
      doubt(lives.get(other), afterNanos);
      set.widen(beforeNanos, afterNanos, earliest, latest, from.life);
    }
  }

  /** Compares cluster time itself with the intervals seen, and goes on from it. */
  void checkKnown(EpochHistory epoch, long atNanos, long lowest, long highest) {
    log.checked(Promise.CONTAINMENT);
    ClusterTimeSet set = epoch.clusterTime;
    long miss = set.miss(atNanos, atNanos, lowest, highest);
    @Nullable NodeLife other = miss > 0 ? set.excluded(atNanos, atNanos, lowest, highest) : null;
    if (other != null) {
      log.report(
          Promise.CONTAINMENT,
          KNOWN,
          atNanos,
          List.of(other),
          "cluster time of epoch %d is in [%d, %d], %d ns away from what %s gave",
          epoch.epoch,
          lowest,
          highest,
          miss,
          other);
    }
    set.setKnown(atNanos, lowest, highest);
  }

  private void doubt(@Nullable ObservedLife life, long nowNanos) {
    if (life != null) {
      long until = SaturatingMath.add(nowNanos, quietNanos);
      life.doubtedUntilNanos = Math.max(life.doubtedUntilNanos, until);
    }
  }

  private static String edges(long earliest, long latest) {
    return latest == ReachableInterval.NO_HIGH
        ? "says that cluster time is at least " + earliest
        : "gives [%d, %d]".formatted(earliest, latest);
  }

  private void report(
      EpochHistory epoch,
      NodeLife from,
      @Nullable NodeLife other,
      long miss,
      long atNanos,
      String edges) {
    boolean byKnownTime = other == null;
    log.report(
        Promise.CONTAINMENT,
        byKnownTime ? KNOWN : INTERVAL,
        atNanos,
        other == null || other.equals(from) ? List.of(from) : List.of(from, other),
        "%s %s in epoch %d, %d ns away from %s, by which cluster time is in [%d, %d]",
        from,
        edges,
        epoch.epoch,
        miss,
        byKnownTime ? "what the observer computed" : "what " + other + " gave",
        epoch.clusterTime.lowAt(atNanos),
        epoch.clusterTime.highAt(atNanos));
  }
}
