package berkeley.simulator.promise;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Promise 5, for one life: a call of adjust returns normally only if its adjustment was applied in
 * this life. No adjustment is applied twice, or after a later one of its mastership, or after one
 * of a higher term; and in one term a life knows one mastership only.
 *
 * <p>Terms are compared within one epoch. That an adjustment was applied may be handed over after
 * its call has returned, but not later than the declared lateness.
 */
final class Fencing {

  private static final int APPLIED_KEPT = 4_096;

  private record Key(MasterTerm mastership, long round) {}

  private final NodeLife life;
  private final long latenessNanos;
  private final ViolationLog log;
  private final Map<Key, Long> applied = new LinkedHashMap<>();
  private final Map<Key, Long> returned = new LinkedHashMap<>();
  private final PrecedingMaximum termsRead = new PrecedingMaximum();
  private boolean inEpoch;
  private long epoch;
  private MasterTerm newest = MasterTerm.NONE;
  private boolean anyApplied;
  private MasterTerm appliedBy = MasterTerm.NONE;
  private long appliedRound;

  Fencing(NodeLife life, PromiseSettings settings, ViolationLog log) {
    this.life = life;
    this.log = log;
    latenessNanos = settings.latenessNanos();
  }

  /** Takes an adjustment that this life applied. */
  void applied(Observation.AdjustmentApplied adjustment) {
    log.checked(Promise.FENCING);
    long at = adjustment.atNanos();
    enter(adjustment.epoch());
    compareWithLast(adjustment);
    oneInTerm(adjustment.mastership(), at);
    anyApplied = true;
    appliedBy = adjustment.mastership();
    appliedRound = adjustment.round();
    Key key = new Key(adjustment.mastership(), adjustment.round());
    if (returned.remove(key) == null) {
      applied.put(key, at);
      if (applied.size() > APPLIED_KEPT) {
        removeEldest();
      }
    }
    expire(at);
  }

  private void compareWithLast(Observation.AdjustmentApplied adjustment) {
    MasterTerm by = adjustment.mastership();
    long round = adjustment.round();
    if (!anyApplied) {
      return;
    }
    if (by.term() < appliedBy.term()) {
      report(adjustment.atNanos(), "term", "after one of %s".formatted(appliedBy), by, round);
    } else if (by.equals(appliedBy) && round == appliedRound) {
      report(adjustment.atNanos(), "once", "a second time", by, round);
    } else if (by.equals(appliedBy) && round < appliedRound) {
      String after = "after that of round %d".formatted(appliedRound);
      report(adjustment.atNanos(), "overtaken", after, by, round);
    }
  }

  private void report(long at, String rule, String how, MasterTerm by, long round) {
    log.report(
        Promise.FENCING,
        rule,
        at,
        List.of(life),
        "%s applied the adjustment of %s, round %d, %s",
        life,
        by,
        round,
        how);
  }

  private void removeEldest() {
    Iterator<Key> keys = applied.keySet().iterator();
    keys.next();
    keys.remove();
  }

  /** Takes a call of adjust on this life that returned normally. */
  void returned(Observation.AdjustReturned call) {
    log.checked(Promise.FENCING);
    Key key = new Key(call.mastership(), call.round());
    if (applied.remove(key) == null && returned.put(key, call.atNanos()) != null) {
      notApplied(key, call.atNanos());
    }
    expire(call.atNanos());
  }

  private void expire(long nowNanos) {
    Iterator<Map.Entry<Key, Long>> waiting = returned.entrySet().iterator();
    while (waiting.hasNext()) {
      Map.Entry<Key, Long> call = waiting.next();
      if (SaturatingMath.subtract(nowNanos, call.getValue()) <= latenessNanos) {
        return;
      }
      waiting.remove();
      notApplied(call.getKey(), call.getValue());
    }
  }

  /** Judges the calls of which nothing more will be heard. */
  void finish() {
    returned.forEach(this::notApplied);
    returned.clear();
  }

  private void notApplied(Key key, long atNanos) {
    log.report(
        Promise.FENCING,
        "applied",
        atNanos,
        List.of(life),
        "adjust of %s, round %d, returned normally and was not applied by %s",
        key.mastership(),
        key.round(),
        life);
  }

  /** Compares a reading's mastership with those seen before. */
  void check(ClockReading reading) {
    MasterTerm by = reading.mastership();
    if (by.isNone()) {
      return;
    }
    log.checked(Promise.FENCING);
    enter(reading.epoch());
    int at = termsRead.find(reading.beforeNanos());
    if (at >= 0 && termsRead.value(at) > by.term()) {
      log.report(
          Promise.FENCING,
          "term read",
          reading.afterNanos(),
          List.of(life),
          "%s was corrected last by %s, and by one of term %d before",
          life,
          by,
          termsRead.value(at));
    }
    termsRead.add(reading.afterNanos(), by.term(), life);
    oneInTerm(by, reading.afterNanos());
  }

  private void oneInTerm(MasterTerm by, long atNanos) {
    if (newest.isNone() || by.term() > newest.term()) {
      newest = by;
    } else if (by.term() == newest.term() && !by.equals(newest)) {
      log.report(
          Promise.FENCING,
          "one in a term",
          atNanos,
          List.of(life),
          "%s obeyed %s and %s",
          life,
          newest,
          by);
    }
  }

  /** Forgets the terms of another epoch. */
  private void enter(long newEpoch) {
    if (!inEpoch || newEpoch != epoch) {
      inEpoch = true;
      epoch = newEpoch;
      newest = MasterTerm.NONE;
      anyApplied = false;
      termsRead.clear();
    }
  }
}
