package berkeley.harness.conformance;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.StaleTermException;
import berkeley.harness.conformance.ExaminedClock.Look;
import berkeley.simulator.text.HumanFigures;
import berkeley.transport.call.Burst.ProbeFailedException;
import berkeley.transport.log.LogText;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.List;

/**
 * What {@code adjust()} promises: it adds a difference, once, relative to the reading from which it
 * was computed, and only for a master that has not been replaced. For one thread.
 */
final class CorrectionChecks {

  private static final String MASTER = "conformance";
  private static final long SMALLEST_DELTA = Duration.ofMillis(20).toNanos();
  private static final long OLD_READING = Duration.ofMillis(150).toNanos();
  private static final long LOOK_EVERY = Duration.ofMillis(20).toNanos();
  private static final long SETTLE = Duration.ofMillis(60).toNanos();
  private static final long LIMIT_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long TOLERANCE = Duration.ofMillis(1).toNanos();
  private static final long SMALLEST_SLEW_DELTA = 200_000;
  private static final long FIRST_TERM = 2;
  private static final long FIRST_ROUND = 10;

  private final ExaminedClock clock;
  private final double rateError;
  private final List<Finding> findings;
  private long tolerance;
  private long delta;
  private boolean slewing;
  private long term = FIRST_TERM;
  private long round = FIRST_ROUND;

  /**
   * Prepares the checks.
   *
   * @param clock the clock, which can be read
   * @param rateError by how much it runs fast, as a ratio
   * @param stepNanos in what steps it counts
   * @param findings receives what is found
   */
  CorrectionChecks(ExaminedClock clock, double rateError, long stepNanos, List<Finding> findings) {
    this.clock = clock;
    this.rateError = rateError;
    this.findings = findings;
    this.tolerance = Math.max(TOLERANCE, 2 * stepNanos);
    this.delta = Math.max(SMALLEST_DELTA, 20 * stepNanos);
  }

  /**
   * Makes them; returns the clock to where it was.
   *
   * @param weighs whether a servo weighs what it is told, so that only refusals are tried
   */
  void pass(boolean weighs) throws InterruptedException {
    try {
      if (weighs) {
        sendFirst(clock.look());
        clock.pause(SETTLE);
        isFenced();
      } else if (isAdded() && isSubtracted()) {
        isRelativeToItsReading();
        isAppliedOnce();
        isFenced();
      } else {
        findings.add(
            Finding.untried("adjust", "repeated, late and refused corrections were not tried"));
      }
    } catch (ProbeFailedException e) {
      findings.add(
          Finding.broken(
              "adjust", "after a correction getTime() fails (%s)".formatted(e.reason())));
    } catch (RemoteException | RuntimeException e) {
      findings.add(
          Finding.broken(
              "adjust",
              "adjust() fails (%s); it has to apply the correction".formatted(LogText.of(e))));
    }
  }

  private boolean isAdded() throws ProbeFailedException, RemoteException, InterruptedException {
    Look reading = clock.look();
    clock.pause(OLD_READING); // messages take time; a difference does not care
    sendFirst(reading);
    long moved = movedSince(reading, delta);
    if (isNear(moved, delta)) {
      findings.add(
          Finding.kept(
              "adjust",
              "adjust() adds deltaNanos: told %s, it moved by %s"
                  .formatted(HumanFigures.signed(delta), HumanFigures.signed(moved))));
      return true;
    }
    if (moved > tolerance / 2 && moved < delta - tolerance) {
      slews(moved);
      return canGoOn();
    }
    findings.add(Finding.broken("adjust", whatItDid(moved)));
    return false;
  }

  /** A clock may slew; what it has done in the time tells how much it can be asked for. */
  private void slews(long moved) {
    findings.add(
        Finding.note(
            "adjust",
            "it slews: of %s it has moved %s in %s"
                .formatted(
                    HumanFigures.signed(moved < 0 ? -delta : delta),
                    HumanFigures.signed(moved),
                    HumanFigures.nanos(LIMIT_NANOS))));
    slewing = true;
    delta = Math.abs(moved) / 2;
    tolerance = Math.max(tolerance / 10, delta / 5);
  }

  private boolean canGoOn() {
    if (delta >= SMALLEST_SLEW_DELTA) {
      return true;
    }
    findings.add(Finding.untried("adjust", "it slews too slowly for the other checks"));
    return false;
  }

  /** Sends the first correction; a clock that has obeyed a master before names a newer term. */
  private void sendFirst(Look reading) throws RemoteException {
    try {
      send(reading, delta, term, round);
    } catch (StaleTermException e) {
      term = e.obeyedTerm() + 1;
      send(reading, delta, term, round);
    }
  }

  private String whatItDid(long moved) {
    String told = "told to add %s".formatted(HumanFigures.nanos(delta));
    String did = "it moved by %s".formatted(HumanFigures.signed(moved));
    if (Math.abs(moved) <= tolerance) {
      return told
          + " it did not move; are nanoseconds taken for milliseconds, or is adjust() empty?";
    }
    if (isNear(moved, -delta)) {
      return told
          + " it moved by as much the other way: deltaNanos is what to add, and is negative for a"
          + " clock that is ahead";
    }
    if (isNear(moved, 2 * delta)) {
      return told + " it added it twice";
    }
    if (isNear(moved, delta - OLD_READING)) {
      return told
          + " it set itself to readingNanos + deltaNanos, though that reading was %s old by then: add deltaNanos to the time now"
              .formatted(HumanFigures.nanos(OLD_READING));
    }
    for (long factor : new long[] {1_000, 1_000_000, 1_000_000_000}) {
      if (Math.abs((double) moved / delta / factor - 1) < 0.05) {
        return told
            + ", %s, which is %d times as much: deltaNanos are nanoseconds".formatted(did, factor);
      }
    }
    return told + ", " + did;
  }

  private boolean isSubtracted()
      throws ProbeFailedException, RemoteException, InterruptedException {
    Look reading = clock.look();
    send(reading, -delta, term, ++round);
    long moved = movedSince(reading, -delta);
    if (isNear(moved, -delta)) {
      findings.add(Finding.kept("adjust", "a negative delta sets it back"));
      return true;
    }
    if (!slewing && moved < -tolerance / 2 && moved > -delta) {
      slews(moved); // it stepped the first time, as a newcomer may
      return canGoOn();
    }
    findings.add(
        Finding.broken(
            "adjust",
            "told to add %s it moved by %s%s"
                .formatted(
                    HumanFigures.signed(-delta),
                    HumanFigures.signed(moved),
                    slewing && moved > 0
                        ? ": a correction replaces what is left of the one before, and never adds"
                            + " to it"
                        : "")));
    return true;
  }

  private void isRelativeToItsReading()
      throws ProbeFailedException, RemoteException, InterruptedException {
    Look reading = clock.look();
    send(reading, delta, term, ++round);
    movedSince(reading, delta);
    String failure = failureOf(reading, delta, term, ++round);
    if (!failure.isEmpty()) {
      findings.add(
          Finding.note(
              "adjust", "it refuses two corrections from one reading (%s)".formatted(failure)));
    }
    findings.add(relative(settledSince(reading)));
    back(reading);
  }

  /**
   * A clock that steps cannot know from a reading whether it gave that before or after a step back;
   * one that slews can, and must not add to what is left of the correction before.
   */
  private Finding relative(long moved) {
    if (isNear(moved, delta)) {
      return Finding.kept(
          "adjust", "two corrections computed from one reading are not added to one another");
    }
    String did =
        "two corrections of %s, computed from the same reading, moved it by %s"
            .formatted(HumanFigures.signed(delta), HumanFigures.signed(moved));
    return slewing || !isNear(moved, 2 * delta)
        ? Finding.broken(
            "adjust",
            did + "; a correction replaces what is left of the one before, and never adds to it")
        : Finding.note(
            "adjust", did + ": it overshoots if a correction arrives after the next reading");
  }

  private void isAppliedOnce() throws ProbeFailedException, RemoteException, InterruptedException {
    Look reading = clock.look();
    round += 2;
    send(reading, delta, term, round);
    long before = movedSince(reading, delta);
    String failure = failureOf(reading, delta, term, round);
    long repeated = settledSince(reading) - before;
    // One of the round before, with another statement, that has been on its way for longer.
    failure = failure.isEmpty() ? failureOf(reading, -delta, term, round - 1) : failure;
    long late = settledSince(reading) - before - repeated;
    if (!failure.isEmpty()) {
      findings.add(
          Finding.note(
              "repeated",
              "a repeated or late correction ends in %s; it may as well be ignored"
                  .formatted(failure)));
    }
    if (Math.abs(repeated) <= tolerance && Math.abs(late) <= tolerance) {
      findings.add(Finding.kept("repeated", "each term and round is applied once"));
    } else {
      findings.add(
          Finding.broken(
              "repeated",
              ("a correction of %s was applied again: remember the newest term and round, and leave"
                      + " alone what is not newer; a call that failed at the master may have arrived")
                  .formatted(
                      Math.abs(repeated) > tolerance
                          ? "the same term and round"
                          : "an earlier round")));
    }
    back(reading);
  }

  private void isFenced() throws ProbeFailedException, RemoteException, InterruptedException {
    Look reading = clock.look();
    String thrown = "nothing";
    boolean refused = false;
    try {
      send(reading, delta, term - 1, round + 1);
    } catch (StaleTermException e) {
      refused = true;
    } catch (RemoteException | RuntimeException e) {
      thrown = LogText.of(e);
    }
    long moved = settledSince(reading);
    if (Math.abs(moved) > tolerance) {
      findings.add(
          Finding.broken(
              "term",
              ("a correction of term %d was applied after one of term %d: a master that was"
                      + " replaced would go on setting this clock")
                  .formatted(term - 1, term)));
      back(reading);
    } else if (refused) {
      findings.add(
          Finding.kept("term", "a master of an older term is refused by StaleTermException"));
    } else {
      findings.add(
          Finding.broken(
              "term",
              ("a correction of an older term was not applied, but threw %s in place of"
                      + " StaleTermException: its master does not learn that it is replaced")
                  .formatted(thrown)));
    }
  }

  /** Returns what a correction ends in, empty if it is taken without a word. */
  private String failureOf(Look reading, long nanos, long ofTerm, long ofRound) {
    try {
      send(reading, nanos, ofTerm, ofRound);
      return "";
    } catch (RemoteException | RuntimeException e) {
      return LogText.of(e);
    }
  }

  private void send(Look reading, long nanos, long ofTerm, long ofRound) throws RemoteException {
    clock.adjust(
        new Adjustment(
            nanos,
            (reading.rttNanos() + 1) / 2,
            reading.nanos(),
            ofTerm,
            ofRound,
            reading.rttNanos(),
            MASTER));
  }

  /** Brings the clock back to where it was at a reading, whatever it has done since. */
  private void back(Look reading)
      throws ProbeFailedException, RemoteException, InterruptedException {
    Look now = clock.look();
    long missing = -moved(reading, now);
    if (Math.abs(missing) > tolerance) {
      send(now, missing, term, ++round);
      movedSince(now, missing);
    }
  }

  /** Waits until it has moved as it should, for three seconds at most; returns how far it has. */
  private long movedSince(Look before, long wanted)
      throws ProbeFailedException, InterruptedException {
    long until = clock.ticks() + LIMIT_NANOS;
    long moved = moved(before, clock.look());
    while (!isNear(moved, wanted) && clock.ticks() - until < 0) {
      clock.pause(LOOK_EVERY);
      moved = moved(before, clock.look());
    }
    return moved;
  }

  /** Waits a moment; returns how far it has moved. */
  private long settledSince(Look before) throws ProbeFailedException, InterruptedException {
    clock.pause(SETTLE);
    return moved(before, clock.look());
  }

  private long moved(Look before, Look now) {
    long ownRate = (long) (rateError * (now.ticks() - before.ticks()));
    return now.offset() - before.offset() - ownRate;
  }

  private boolean isNear(long moved, long wanted) {
    return Math.abs(moved - wanted) <= tolerance;
  }
}
