package berkeley.simulator.promise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Promise 6: at no instant do two masterships hold a lease of one electorate.
 *
 * <p>The newest {@value #SPANS_KEPT} stretches are compared with each other; a mastership's
 * renewals lengthen one stretch.
 */
final class DisjointLeases {

  private static final int SPANS_KEPT = 64;

  private static final class Span {
    final NodeLife life;
    final MasterTerm mastership;
    long from;
    long until;

    Span(Observation.LeaseHeld lease) {
      life = lease.life();
      mastership = lease.mastership();
      from = lease.fromNanos();
      until = endOf(lease);
    }

    boolean touches(long otherFrom, long otherUntil) {
      return from <= otherUntil && otherFrom <= until;
    }
  }

  private final ViolationLog log;
  private final Map<String, Deque<Span>> byElectorate = new HashMap<>();

  DisjointLeases(ViolationLog log) {
    this.log = log;
  }

  /** Compares a lease with those of other masterships. */
  void check(Observation.LeaseHeld lease) {
    log.checked(Promise.DISJOINT_LEASES);
    Deque<Span> spans =
        byElectorate.computeIfAbsent(lease.electorate(), name -> new ArrayDeque<>());
    boolean lengthened = false;
    Iterator<Span> newestFirst = spans.descendingIterator();
    while (newestFirst.hasNext()) {
      Span span = newestFirst.next();
      if (!span.mastership.equals(lease.mastership())) {
        compare(span, lease);
      } else if (!lengthened && span.touches(lease.fromNanos(), endOf(lease))) {
        span.from = Math.min(span.from, lease.fromNanos());
        span.until = Math.max(span.until, endOf(lease));
        lengthened = true;
      }
    }
    if (!lengthened) {
      spans.addLast(new Span(lease));
      if (spans.size() > SPANS_KEPT) {
        spans.removeFirst();
      }
    }
  }

  /** Returns the first instant at which a lease is no longer held. */
  private static long endOf(Observation.LeaseHeld lease) {
    boolean oneInstant = lease.fromNanos() == lease.untilNanos();
    return oneInstant ? SaturatingMath.add(lease.untilNanos(), 1) : lease.untilNanos();
  }

  private void compare(Span span, Observation.LeaseHeld lease) {
    long from = Math.max(span.from, lease.fromNanos());
    long until = Math.min(span.until, endOf(lease));
    if (from < until) {
      log.report(
          Promise.DISJOINT_LEASES,
          "lease",
          from,
          span.life.equals(lease.life()) ? List.of(span.life) : List.of(lease.life(), span.life),
          "%s and %s both hold a lease for %d ns from %d ns on",
          lease.mastership(),
          span.mastership,
          SaturatingMath.subtract(until, from),
          from);
    }
  }
}
