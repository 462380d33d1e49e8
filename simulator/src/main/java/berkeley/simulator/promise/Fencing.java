package berkeley.simulator.promise;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Promise 5, for one life: a call of adjust returns normally only if its adjustment was applied in
 * this life. No adjustment is applied twice, or after a later one of its mastership, or after one
 * of a higher term; and in one term a life knows one mastership only. A mastership that has not
 * corrected it for a while may be gone, and counts no longer.
 *
 * <p>Terms are compared within one epoch and one electorate. That an adjustment was applied may be
 * handed over after its call has returned, but not later than the declared lateness.
 */
final class Fencing {

  private static final int APPLIED_KEPT = 4_096;

  private record Key(MasterTerm mastership, long round) {}

  private final NodeLife life;
  private final long latenessNanos;
  private final long goneNanos;
  private final ViolationLog log;
  private final Map<Key, Long> applied = new LinkedHashMap<>();
  private final Map<Key, Long> returned = new LinkedHashMap<>();
  private final Map<String, Terms> byElectorate = new HashMap<>();
  private boolean inEpoch;
  private long epoch;

  /** What was seen of the masterships of one electorate. */
  private static final class Terms {
    PrecedingMaximum read = new PrecedingMaximum();
    MasterTerm newest = MasterTerm.NONE;
    MasterTerm appliedBy = MasterTerm.NONE;
    long appliedRound;
    long appliedNanos;
  }

  Fencing(NodeLife life, PromiseSettings settings, ViolationLog log) {
    this.life = life;
    this.log = log;
    latenessNanos = settings.latenessNanos();
    goneNanos = settings.goneNanos();
  }

  /** Takes an adjustment that this life applied. */
  void applied(Observation.AdjustmentApplied adjustment) {
    log.checked(Promise.FENCING);
    long at = adjustment.atNanos();
    enter(adjustment.epoch());
    Terms terms = termsOf(adjustment.mastership());
    forgetIfGone(terms, adjustment);
    compareWithLast(terms, adjustment);
    oneInTerm(terms, adjustment.mastership(), at);
    terms.appliedBy = adjustment.mastership();
    terms.appliedRound = adjustment.round();
    terms.appliedNanos = at;
    Key key = new Key(adjustment.mastership(), adjustment.round());
    if (returned.remove(key) == null) {
      applied.put(key, at);
      if (applied.size() > APPLIED_KEPT) {
        removeEldest();
      }
    }
    expire(at);
  }

  private Terms termsOf(MasterTerm mastership) {
    return byElectorate.computeIfAbsent(mastership.electorate(), name -> new Terms());
  }

  private void forgetIfGone(Terms terms, Observation.AdjustmentApplied adjustment) {
    boolean isOther = !adjustment.mastership().equals(terms.appliedBy);
    long since = SaturatingMath.subtract(adjustment.atNanos(), terms.appliedNanos);
    if (isOther && since >= goneNanos) {
      terms.read = new PrecedingMaximum();
      terms.newest = MasterTerm.NONE;
      terms.appliedBy = MasterTerm.NONE;
    }
  }

  private void compareWithLast(Terms terms, Observation.AdjustmentApplied adjustment) {
    MasterTerm by = adjustment.mastership();
    MasterTerm last = terms.appliedBy;
    long round = adjustment.round();
    if (last.isNone()) {
      return;
    }
    if (by.term() < last.term()) {
      report(adjustment.atNanos(), "term", "after one of %s".formatted(last), by, round);
    } else if (by.equals(last) && round == terms.appliedRound) {
      report(adjustment.atNanos(), "once", "a second time", by, round);
    } else if (by.equals(last) && round < terms.appliedRound) {
      String after = "after that of round %d".formatted(terms.appliedRound);
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
    Terms terms = termsOf(by);
    int at = terms.read.find(reading.beforeNanos());
    if (at >= 0 && terms.read.value(at) > by.term()) {
      log.report(
          Promise.FENCING,
          "term read",
          reading.afterNanos(),
          List.of(life),
          "%s was corrected last by %s, and by one of term %d before",
          life,
          by,
          terms.read.value(at));
    }
    terms.read.add(reading.afterNanos(), by.term(), life);
    oneInTerm(terms, by, reading.afterNanos());
  }

  private void oneInTerm(Terms terms, MasterTerm by, long atNanos) {
    if (terms.newest.isNone() || by.term() > terms.newest.term()) {
      terms.newest = by;
    } else if (by.term() == terms.newest.term() && !by.equals(terms.newest)) {
      log.report(
          Promise.FENCING,
          "one in a term",
          atNanos,
          List.of(life),
          "%s obeyed %s and %s",
          life,
          terms.newest,
          by);
    }
  }

  /** Forgets the terms of another epoch. */
  private void enter(long newEpoch) {
    if (!inEpoch || newEpoch != epoch) {
      inEpoch = true;
      epoch = newEpoch;
      byElectorate.clear();
    }
  }
}
