package berkeley.playground.emulation;

import java.util.concurrent.TimeUnit;

/** Stands in for the JDK's where there is one thread, which cannot wait for itself. */
public final class EmulatedCountDownLatch {

  private long count;

  /** Creates a latch that opens after so many calls of {@link #countDown}. */
  public EmulatedCountDownLatch(int count) {
    this.count = count;
  }

  /** Counts down, to zero at the lowest. */
  public void countDown() {
    count = Math.max(0, count - 1);
  }

  /** Returns at once whether it is open. */
  public boolean await(long timeout, TimeUnit unit) {
    return count == 0;
  }
}
