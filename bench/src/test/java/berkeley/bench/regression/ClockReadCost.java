package berkeley.bench.regression;

import berkeley.bench.clock.TwoNodeCluster;
import java.util.function.LongSupplier;

/**
 * What {@code nanos()} of a node that follows costs, in units of {@code System.nanoTime()}.
 *
 * <p>Both are read in short stretches, in turn, and the shortest stretch of each counts: on a busy
 * machine some are undisturbed, and a slow processor slows both.
 */
final class ClockReadCost {
  private static final int STRETCHES = 1_000;
  private static final int READS = 2_000;

  private ClockReadCost() {}

  static double toNanoTime() throws Exception {
    try (TwoNodeCluster cluster = TwoNodeCluster.start()) {
      LongSupplier ticks = System::nanoTime;
      LongSupplier clock = cluster.clock()::nanos;
      long leastOfTicks = Long.MAX_VALUE;
      long leastOfClock = Long.MAX_VALUE;
      for (int i = 0; i < STRETCHES; i++) {
        leastOfTicks = Math.min(leastOfTicks, stretch(ticks));
        leastOfClock = Math.min(leastOfClock, stretch(clock));
      }
      return (double) leastOfClock / leastOfTicks;
    }
  }

  private static long stretch(LongSupplier read) {
    long sum = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < READS; i++) {
      sum += read.getAsLong();
    }
    long taken = System.nanoTime() - begin;
    if (sum == 0) {
      throw new IllegalStateException("nobody's time is zero");
    }
    return taken;
  }
}
