package berkeley.node.driver;

import berkeley.api.environment.EventLoop;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.Ticks;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What a driver is handed in its tests: a hand-driven loop, and a network and a registry that do as
 * the test says. It keeps what an implementation owes: every callback is an event of its own.
 */
final class HandDrivenEnvironment extends HandDrivenLoop implements NodeEnvironment {

  static final long MICRO = 1_000;
  static final long MILLI = 1_000 * MICRO;
  static final long SECOND = 1_000 * MILLI;

  private final RandomGenerator random = new Random(1);
  private final HandDrivenNetwork network = new HandDrivenNetwork(this);
  private final HandDrivenRegistry registry = new HandDrivenRegistry(this);
  private long wallAheadNanos;
  private long suspendedNanos = Ticks.NOT_TOLD;

  HandDrivenEnvironment() {
    this(1_000 * SECOND);
  }

  HandDrivenEnvironment(long startTicks) {
    super(startTicks);
  }

  @Override
  public long wallNanos() {
    return ticks() + wallAheadNanos;
  }

  /** Sets the wall clock forward, as an operator does, or a host that was suspended. */
  void setWallForward(Duration by) {
    wallAheadNanos += by.toNanos();
  }

  @Override
  public long suspendedNanos() {
    return suspendedNanos;
  }

  /** Makes it a host that tells how long it was suspended: by this in all. */
  void tellSuspended(Duration inAll) {
    suspendedNanos = inAll.toNanos();
  }

  @Override
  public EventLoop loop() {
    return this;
  }

  @Override
  public HandDrivenNetwork network() {
    return network;
  }

  @Override
  public HandDrivenRegistry members() {
    return registry;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }
}
