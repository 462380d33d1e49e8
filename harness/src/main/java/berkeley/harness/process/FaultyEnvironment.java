package berkeley.harness.process;

import berkeley.api.environment.Environment;
import berkeley.api.environment.Ticks;
import berkeley.api.environment.WallClock;
import berkeley.transport.ticks.HostTicks;
import java.time.Duration;
import java.time.Instant;

/**
 * A host that a harness makes worse: a wall clock that is wrong when the node starts, an oscillator
 * that is off, answers that are lies. Only in processes that are started for it. Safe for use by
 * several threads.
 */
public final class FaultyEnvironment implements Environment {

  private static final double PPM = 1e-6;
  private static final double MOST_PPM = 100_000;
  private static final Duration MOST_OFFSET = Duration.ofDays(36_500);

  private final Duration offset;
  private final DriftingTicks ticks;
  private volatile long lieNanos;

  /**
   * Makes this process's host worse.
   *
   * @param offset by how much its wall clock is ahead, at most 100 years; behind when negative
   * @param driftPpm by how much its oscillator runs fast, in ppm, between -100,000 and 100,000
   * @throws IllegalArgumentException naming the one that is out of its range
   */
  public FaultyEnvironment(Duration offset, double driftPpm) {
    if (!(Math.abs(driftPpm) <= MOST_PPM)) {
      throw new IllegalArgumentException("drift: %s ppm is not in ±100000 ppm".formatted(driftPpm));
    }
    if (offset.abs().compareTo(MOST_OFFSET) > 0) {
      throw new IllegalArgumentException("offset: %s is more than 100 years".formatted(offset));
    }
    this.offset = offset;
    this.ticks = new DriftingTicks(HostTicks.counter(), driftPpm * PPM);
  }

  @Override
  public Ticks ticks() {
    return ticks;
  }

  @Override
  public WallClock wallClock() {
    return () -> Instant.now().plus(offset);
  }

  @Override
  public long answer(long nodeTimeNanos) {
    return nodeTimeNanos + lieNanos;
  }

  /** Injects a rate error from now on, in ppm. */
  void drift(double ppm) {
    ticks.changeRate(ppm * PPM);
  }

  /**
   * Sets its clock ahead at once.
   *
   * @param nanos by how much, in nanoseconds
   * @throws IllegalArgumentException if it is negative
   */
  public void jump(long nanos) {
    ticks.jump(nanos);
  }

  /** Answers with a time so far ahead of the node's clock from now on; 0 for the truth. */
  void lie(long nanos) {
    lieNanos = nanos;
  }
}
