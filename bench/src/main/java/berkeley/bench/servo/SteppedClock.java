package berkeley.bench.servo;

import berkeley.api.environment.ClockLimits;
import berkeley.node.clock.Course;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Line;
import berkeley.node.clock.Standing;
import berkeley.node.clock.SteeredClock;

/** The clock of a slave: a node's own clock on modelled ticks, stepped once, then slewed. */
final class SteppedClock {
  private static final double MAX_SLEW_RATIO = ClockLimits.UNSTEERED.maxSlewRatio();
  private static final long HORIZON = ClockLimits.UNSTEERED.slewHorizon().toNanos();

  private final SteeredClock clock = new SteeredClock(() -> now(), 0);
  private long ticks;
  private boolean running;

  private long now() {
    return ticks;
  }

  boolean running() {
    return running;
  }

  /** Applies a new estimate at the given ticks. */
  void correct(long atTicks, Line estimate) {
    ticks = atTicks;
    Course course =
        new Course(estimate, ErrorBound.NONE, MAX_SLEW_RATIO, HORIZON, Standing.NEWCOMER);
    if (running) {
      clock.slew(joint -> course);
    } else {
      clock.step(joint -> course);
    }
    running = true;
  }

  /** Returns its time; ticks must not go back from call to call. */
  long at(long atTicks) {
    ticks = atTicks;
    return clock.nanos();
  }
}
