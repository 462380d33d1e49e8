package berkeley.harness.conformance;

import berkeley.harness.conformance.ExaminedClock.Look;
import berkeley.master.Granularity;
import berkeley.simulator.text.HumanFigures;
import berkeley.transport.call.Burst.ProbeFailedException;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/** What {@code getTime()} promises: nanoseconds, that pass, for whoever calls. For one thread. */
final class ReadingChecks {

  /** A clock may be wrong by much; in another unit it is wrong by decades. */
  private static final long FAR_NANOS = Duration.ofDays(25 * 365).toNanos();

  /** Uneven, so that the steps of a coarse clock show. */
  private static final long[] RUN_MILLIS = {71, 97, 131};

  private static final long MILLI = 1_000_000;
  private static final long SLOW_NANOS = Duration.ofMillis(50).toNanos();
  private static final long CALL_LIMIT_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int READINGS = 100;
  private static final int CALLERS = 4;
  private static final int CALLS_EACH = 25;
  private static final double MOST_RATE_ERROR = 0.1;

  private final ExaminedClock clock;
  private final LongSupplier wallNanos;
  private final List<Finding> findings;
  private final Granularity granularity = new Granularity();
  private double rateError;

  /**
   * Prepares the checks.
   *
   * @param clock the clock
   * @param wallNanos the true time, roughly, in nanoseconds since the Unix epoch
   * @param findings receives what is found
   */
  ReadingChecks(ExaminedClock clock, LongSupplier wallNanos, List<Finding> findings) {
    this.clock = clock;
    this.wallNanos = wallNanos;
    this.findings = findings;
  }

  /** Returns by how much the clock runs fast against this host's counter, as a ratio. */
  double rateError() {
    return rateError;
  }

  /** Returns the steps in which the clock counts. */
  long stepNanos() {
    return granularity.nanos();
  }

  /** Makes them; returns whether the clock can be read, so that corrections can be tried. */
  boolean pass() throws InterruptedException {
    try {
      Look first = clock.look();
      boolean nanoseconds = unit(first);
      boolean runs = run(nanoseconds);
      atOnce();
      return nanoseconds && runs;
    } catch (ProbeFailedException e) {
      findings.add(
          Finding.broken(
              "getTime",
              "getTime() fails (%s); it has to answer, within a second".formatted(e.reason())));
      return false;
    }
  }

  private boolean unit(Look first) {
    long now = wallNanos.getAsLong();
    if (Math.abs(first.nanos() / 2 - now / 2) <= FAR_NANOS / 2) {
      findings.add(Finding.kept("getTime", "getTime() answers nanoseconds since the Unix epoch"));
      return true;
    }
    Optional<String> other = otherUnit(first.nanos(), now);
    findings.add(
        Finding.broken(
            "getTime",
            "getTime() answers %d, which %s; wanted are nanoseconds since 1970-01-01 UTC, now some %d"
                .formatted(first.nanos(), other.orElse("is more than 25 years off"), now)));
    return false;
  }

  private static Optional<String> otherUnit(long found, long now) {
    long[] perUnit = {1_000, 1_000_000, 1_000_000_000};
    String[] units = {"microseconds", "milliseconds", "seconds"};
    for (int i = 0; i < perUnit.length; i++) {
      long there = now / perUnit[i];
      if (Math.abs(found - there) <= FAR_NANOS / perUnit[i]) {
        return Optional.of(
            "looks like %s: multiply by %,d".formatted(units[i], perUnit[i]).replace(',', '_'));
      }
    }
    return Optional.empty();
  }

  private boolean run(boolean nanoseconds) throws ProbeFailedException, InterruptedException {
    Look first = clock.look();
    List<Look> row = clock.readings(READINGS);
    List<Look> all = new ArrayList<>(row);
    for (long millis : RUN_MILLIS) {
      clock.pause(millis * MILLI);
      all.add(clock.look());
    }
    Look last = all.get(all.size() - 1);
    long back = 0;
    long before = first.nanos();
    for (Look look : all) {
      granularity.seen(look.nanos());
      back = Math.max(back, before - look.nanos());
      before = look.nanos();
    }
    if (back > 0) {
      findings.add(
          Finding.broken(
              "getTime",
              "between two readings without a correction it went back by %s"
                  .formatted(HumanFigures.nanos(back))));
    }
    long elapsed = last.ticks() - first.ticks();
    long advanced = last.nanos() - first.nanos();
    if (advanced == 0) {
      findings.add(
          Finding.broken(
              "getTime",
              "in %s it did not advance at all: does it return a stored value?"
                  .formatted(HumanFigures.nanos(elapsed))));
      return false;
    }
    rateError = (double) (advanced - elapsed) / elapsed;
    slow(row);
    return !nanoseconds || steady(elapsed, advanced);
  }

  private boolean steady(long elapsed, long advanced) {
    long uncertain = 2 * stepNanos();
    if (Math.abs(advanced - elapsed) > MOST_RATE_ERROR * elapsed + uncertain) {
      findings.add(
          Finding.broken(
              "getTime",
              "in %s it advanced by %s; a clock runs at one second a second"
                  .formatted(HumanFigures.nanos(elapsed), HumanFigures.nanos(advanced))));
      return false;
    }
    if (stepNanos() > 1 && Math.abs(advanced - elapsed) <= uncertain) {
      rateError = 0; // less than its steps show
    }
    findings.add(
        Finding.kept("getTime", "it runs at the rate of this host's counter, and never back"));
    if (stepNanos() >= MILLI) {
      findings.add(
          Finding.note(
              "getTime",
              "it counts in steps of %s, so it cannot be synchronised better than that"
                  .formatted(HumanFigures.nanos(stepNanos()))));
    }
    return true;
  }

  private void slow(List<Look> row) {
    long median =
        row.stream().mapToLong(Look::rttNanos).sorted().skip(row.size() / 2).findFirst().orElse(0);
    if (median > SLOW_NANOS) {
      findings.add(
          Finding.note(
              "getTime",
              "a call takes %s: half of that is what a master cannot know"
                  .formatted(HumanFigures.nanos(median))));
    }
  }

  private void atOnce() throws InterruptedException {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      Callable<Void> calls =
          () -> {
            for (int i = 0; i < CALLS_EACH; i++) {
              RemoteCall.get(
                  HostTicks.now() + CALL_LIMIT_NANOS, clock.name(), clock.remote()::getTime);
            }
            return null;
          };
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        all.add(callers.submit(calls));
      }
      for (Future<Void> each : all) {
        each.get();
      }
      findings.add(Finding.kept("threads", "it answers several callers at once"));
    } catch (ExecutionException e) {
      findings.add(
          Finding.broken(
              "threads",
              "called by %d threads at once it fails (%s); RMI calls on several threads"
                  .formatted(CALLERS, LogText.of(e))));
    } finally {
      callers.shutdownNow();
    }
  }
}
