package berkeley.bench.clock;

import berkeley.api.NodeState;
import berkeley.node.clock.Course;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Line;
import berkeley.node.clock.Standing;
import berkeley.node.clock.SteeredClock;
import berkeley.transport.ticks.HostTicks;

/** Clocks to measure as they are in a running node: on the host's counter, corrected before. */
final class BenchmarkClocks {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final double RATE = 20e-6;
  private static final double MAX_SLEW = 500e-6;
  private static final long HORIZON = 50_000_000;

  private static final Standing SHOWN =
      new Standing(NodeState.SYNCHRONISED, ErrorBound.FOR_GOOD_NANOS, true, 1, "m", 1, 1, false, 0);

  private BenchmarkClocks() {}

  /** Returns a clock that runs steadily at its estimated frequency. */
  static SteeredClock steered() {
    SteeredClock clock = new SteeredClock(HostTicks.counter(), START);
    clock.step(joint -> course(clock, 0));
    clock.slew(joint -> course(clock, 0));
    return clock;
  }

  /** Returns a correction by so many nanoseconds, as the discipline makes it. */
  static Course course(SteeredClock clock, long byNanos) {
    long ticks = clock.localTicks();
    Line line = new Line(ticks, clock.nanos() + byNanos, RATE);
    return new Course(
        line, new ErrorBound(ticks, -1_000, 1_000, 1e-6, 1e-8), MAX_SLEW, HORIZON, SHOWN);
  }
}
