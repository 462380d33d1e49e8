package berkeley.harness.conformance;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.harness.conformance.ExaminedClock.Pause;
import berkeley.transport.ticks.HostTicks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tries a clock against the contract of {@link ClockRemote}, as a master would use it: reads it,
 * corrects it by some 20 ms, repeats itself, sends what a master sends that has been replaced, and
 * brings the clock back. Takes some seconds; no other master may correct it meanwhile. For one
 * thread.
 */
public final class ClockExaminer {

  private final ExaminedClock clock;
  private final LongSupplier wallNanos;

  /**
   * Prepares an examination.
   *
   * @param name the clock's name; where TLS is on, its certificate has to say so
   * @param clock the clock
   * @param wallNanos the true time, roughly, in nanoseconds since the Unix epoch
   */
  public ClockExaminer(String name, ClockRemote clock, LongSupplier wallNanos) {
    this(name, clock, wallNanos, HostTicks::now, TimeUnit.NANOSECONDS::sleep);
  }

  ClockExaminer(
      String name, ClockRemote clock, LongSupplier wallNanos, LongSupplier ticks, Pause pause) {
    this.clock = new ExaminedClock(name, clock, ticks, pause);
    this.wallNanos = wallNanos;
  }

  /** Examines it; never fails because of the clock. */
  public List<Finding> examine() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    ReadingChecks readings = new ReadingChecks(clock, wallNanos, findings);
    if (readings.pass()) {
      boolean weighs = clock.remote() instanceof NodeRemote;
      if (weighs) {
        findings.add(
            Finding.note(
                "adjust",
                "it is a full node, whose servo weighs corrections: only its refusals are tried"));
      }
      new CorrectionChecks(clock, readings.rateError(), readings.stepNanos(), findings)
          .pass(weighs);
    } else {
      findings.add(Finding.untried("adjust", "corrections were not tried"));
    }
    return List.copyOf(findings);
  }
}
