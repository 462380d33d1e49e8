package berkeley.node.clock;

import java.util.function.LongSupplier;

/** A host's monotonic counter in the hands of a test: stands still until it is moved. */
public final class ManualTicks implements LongSupplier {

  private volatile long now;

  /** Creates a counter with the given value. */
  public ManualTicks(long now) {
    this.now = now;
  }

  /** Lets time pass. */
  public void pass(long nanos) {
    moveTo(now + nanos);
  }

  /** Lets time pass until the given ticks. */
  public void moveTo(long ticks) {
    now = ticks;
  }

  @Override
  public long getAsLong() {
    return now;
  }
}
