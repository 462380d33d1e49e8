package berkeley.node.clock;

import java.util.function.LongSupplier;

/** A host's monotonic counter in the hands of a test: stands still until it is moved. */
public final class ManualTicks implements LongSupplier {

  private volatile long now;
  private volatile long passesAfterNextRead;

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

  /** Lets time pass as soon as the counter has been read once more. */
  public void passAfterNextRead(long nanos) {
    passesAfterNextRead = nanos;
  }

  @Override
  public long getAsLong() {
    long read = now;
    now = read + passesAfterNextRead;
    passesAfterNextRead = 0;
    return read;
  }
}
