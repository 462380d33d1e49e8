package berkeley.simulator.promise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what an observer sees against the eight promises.
 *
 * <p>Hand all observations to {@link #observe}, in the order in which they ended, and call {@link
 * #finish} at the end. Violations can be asked for at any time. One checker is for one cluster, or
 * for several that may meet; it is for one thread.
 *
 * <p>An excused life narrows nothing and is not held against promises 1, 4, 6 and 7. Promises 2, 3,
 * 5 and 8 hold for it too, unless it may lie. It counts as excused if an excuse covers any instant
 * of the observation.
 */
public final class PromiseChecker {

  private final PromiseSettings settings;
  private final ViolationLog log;
  private final Excuses excuses;
  private final Map<NodeLife, ObservedLife> lives = new LinkedHashMap<>();
  private final Map<Long, EpochHistory> epochs = new LinkedHashMap<>();
  private final Map<String, Set<String>> electorates = new LinkedHashMap<>();
  private final ContainmentCheck containment;
  private final OneReading oneReading;
  private final CommitWaits commitWaits;
  private final DisjointLeases leases;
  private final Recovery recovery;
  private final WidthHistogram widths = new WidthHistogram();
  private long readings;
  private long judged;
  private long intervals;

  /**
   * Starts with no observations.
   *
   * @param settings the limits to check against
   */
  public PromiseChecker(PromiseSettings settings) {
    this.settings = settings;
    log = new ViolationLog(settings);
    excuses = new Excuses(settings);
    containment = new ContainmentCheck(settings, lives, log);
    oneReading = new OneReading(log);
    commitWaits = new CommitWaits(log);
    leases = new DisjointLeases(log);
    recovery = new Recovery(settings, log);
  }

  /** Takes one observation. */
  public void observe(Observation observation) {
    if (observation instanceof ClockReading reading) {
      read(reading);
    } else if (observation instanceof Observation.IsPastAnswer answer) {
      answered(answer);
    } else if (observation instanceof Observation.CommitWait wait) {
      waited(wait);
    } else if (observation instanceof Observation.LeaseHeld lease) {
      held(lease);
    } else if (observation instanceof Observation.AdjustReturned call) {
      returned(call);
    } else if (observation instanceof Observation.AdjustmentApplied adjustment) {
      applied(adjustment);
    } else if (observation instanceof Observation.ClusterTimeKnown known) {
      known(known);
    } else {
      happened(observation);
    }
  }

  /** Takes what the injector did. */
  private void happened(Observation observation) {
    if (observation instanceof Observation.FaultBegun begun) {
      excuses.begun(begun);
      recovery.fault();
    } else if (observation instanceof Observation.FaultEnded ended) {
      excuses.ended(ended);
    } else if (observation instanceof Observation.Calm calm) {
      recovery.calm(calm);
    } else if (observation instanceof Observation.ElectorateNamed electorate) {
      electorates.put(electorate.name(), electorate.nodes());
      epochs.values().forEach(epoch -> epoch.findMajority(electorates));
    }
  }

  private void read(ClockReading reading) {
    readings++;
    long before = reading.beforeNanos();
    long after = reading.afterNanos();
    ObservedLife life = life(reading.life(), before);
    boolean faulty = life.excuses.isFaulty(before, after);
    if (faulty && life.excuses.isLying(before, after)) {
      return;
    }
    boolean edgesFit = oneReading.check(reading);
    life.monotonicity.check(reading);
    life.fencing.check(reading);
    life.rates.check(reading, faulty);
    if (reading.hasInterval()) {
      EpochHistory epoch = epoch(reading.epoch());
      epoch.intervalSeen();
      epoch.heldBy(reading.life().node(), electorates);
    }
    if (!faulty
        && !life.excuses.isMisled(reading.beforeNanos(), reading.epoch(), eraOf(reading.epoch()))) {
      judge(reading, life, reading.hasInterval() && edgesFit);
    }
  }

  /** Judges a reading of a life that is not excused. */
  private void judge(ClockReading reading, ObservedLife life, boolean hasSoundInterval) {
    judged++;
    recovery.check(reading, life, epoch(reading.epoch()).clusterTime.lowAt(reading.beforeNanos()));
    if (hasSoundInterval) {
      intervals++;
      widths.add(reading.widthNanos());
      EpochHistory epoch = epoch(reading.epoch());
      commitWaits.check(epoch, reading);
      containment.check(
          epoch,
          life,
          reading.beforeNanos(),
          reading.afterNanos(),
          reading.earliestNanos(),
          reading.latestNanos());
    }
  }

  private void answered(Observation.IsPastAnswer answer) {
    long before = answer.beforeNanos();
    long after = answer.afterNanos();
    ObservedLife life = life(answer.life(), before);
    if (life.excuses.isLying(before, after)) {
      return;
    }
    life.monotonicity.check(answer);
    if (answer.past() && !isExcused(life, answer.epoch(), before, after)) {
      long least = SaturatingMath.add(answer.instantNanos(), 1);
      containment.check(
          epoch(answer.epoch()), life, before, after, least, ReachableInterval.NO_HIGH);
    }
  }

  private void waited(Observation.CommitWait wait) {
    ObservedLife life = life(wait.life(), wait.takenNanos());
    if (!isExcused(life, wait.epoch(), wait.takenNanos(), wait.returnedNanos())) {
      commitWaits.returned(epoch(wait.epoch()), wait);
    }
  }

  private void held(Observation.LeaseHeld lease) {
    life(lease.life(), lease.fromNanos());
    if (!excuses.isAnyCounterFaulty(lease.fromNanos(), lease.untilNanos())) {
      leases.check(lease);
    }
  }

  private void returned(Observation.AdjustReturned call) {
    ObservedLife life = life(call.target(), call.atNanos());
    if (!life.excuses.isLying(call.atNanos(), call.atNanos())) {
      life.fencing.returned(call);
    }
  }

  private void applied(Observation.AdjustmentApplied adjustment) {
    long at = adjustment.atNanos();
    ObservedLife life = life(adjustment.life(), at);
    ObservedLife sender = life(adjustment.sender(), at);
    EpochHistory epoch = epoch(adjustment.epoch());
    epoch.heldBy(adjustment.life().node(), electorates);
    if (!life.excuses.isLying(at, at)) {
      life.fencing.applied(adjustment);
    }
    if (excuses.applied(adjustment, sender.excuses, life.excuses, epoch.era)) {
      epoch.beginEra();
    }
  }

  private void known(Observation.ClusterTimeKnown known) {
    ObservedLife from = life(known.from(), known.atNanos());
    if (isExcused(from, known.epoch(), known.atNanos(), known.atNanos())) {
      return;
    }
    EpochHistory epoch = epoch(known.epoch());
    long low = SaturatingMath.subtract(known.timeNanos(), settings.roundingNanos());
    long high = SaturatingMath.add(known.timeNanos(), settings.roundingNanos());
    Rates.checkClusterTime(epoch, known.atNanos(), low, high, log);
    containment.checkKnown(epoch, known.atNanos(), low, high);
  }

  private boolean isExcused(ObservedLife life, long epoch, long before, long after) {
    return life.excuses.isFaulty(before, after)
        || life.excuses.isMisled(before, epoch, eraOf(epoch));
  }

  private int eraOf(long epoch) {
    EpochHistory seen = epochs.get(epoch);
    return seen == null ? 0 : seen.era.number();
  }

  private ObservedLife life(NodeLife life, long seenNanos) {
    ObservedLife known = lives.get(life);
    if (known == null) {
      known = new ObservedLife(life, excuses.of(life), seenNanos, settings, log);
      lives.put(life, known);
    }
    return known;
  }

  private EpochHistory epoch(long epoch) {
    EpochHistory known = epochs.get(epoch);
    if (known == null) {
      known = new EpochHistory(epoch, settings);
      epochs.put(epoch, known);
    }
    return known;
  }

  /** Judges what was still waiting for other observations. To be called once, at the end. */
  public void finish() {
    lives.values().forEach(life -> life.fencing.finish());
  }

  /**
   * Returns the violations so far, in the order in which they were seen; not more than are kept.
   */
  public List<Violation> violations() {
    return log.violations();
  }

  /** Returns the counts and widths of the run so far. */
  public Summary summary() {
    List<EpochHistory> shown = epochs.values().stream().filter(EpochHistory::hasInterval).toList();
    return new Summary(
        readings,
        judged,
        intervals,
        shown.size(),
        shown.stream().filter(epoch -> !epoch.isHeldByMajority()).count(),
        epochs.values().stream().mapToLong(epoch -> epoch.era.number()).sum(),
        lives.values().stream().mapToLong(life -> life.rates.steps()).sum(),
        widths.quantile(0.5),
        widths.quantile(0.99),
        widths.quantile(1),
        Summary.byPromise(log::checks),
        Summary.byPromise(log::reported));
  }
}
