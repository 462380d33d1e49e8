package berkeley.node.clock;

import org.openjdk.jcstress.annotations.State;

/**
 * A clock that runs fast and is to be slowed down: the case in which a reader of the old course
 * would be ahead of a reader of the new one. Four looks at the ticks take it past a new knee, so
 * that the publisher is often too late and tries again.
 */
@State
public class SlowedClock {

  private static final long START = 1_000_000;
  private static final long STEP = 60_000;
  private static final double MAX_SLEW = 0.1;
  private static final long HORIZON = 1_000_000;

  final SteeredClock clock = new SteeredClock(new AdvancingTicks(START, STEP), 0);

  /** The time that one thread tells the other; 0 until then. */
  volatile long told;

  /** Makes the clock run fast, and waits until it does. */
  public SlowedClock() {
    clock.slew(joint -> course(100 * START));
    for (int i = 0; i < 10; i++) {
      clock.localTicks();
    }
  }

  /** Publishes a course that runs slowly, down to an estimate that is behind. */
  void slowDown() {
    clock.slew(joint -> course(-100 * START));
  }

  private static Course course(long offset) {
    return new Course(
        new Line(START, offset, 0), ErrorBound.NONE, MAX_SLEW, HORIZON, Standings.SHOWN);
  }
}
