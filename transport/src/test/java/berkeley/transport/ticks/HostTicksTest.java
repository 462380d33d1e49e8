package berkeley.transport.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class HostTicksTest {

  private static final int THREADS = 4;
  private static final int READS = 20_000;

  @Test
  void theSourceIsNamedAndTheReasonForTheOtherOneIsSaid() {
    String source = HostTicks.counter().source();

    assertEquals(
        HostTicks.whyNotRaw().isPresent() ? "System.nanoTime" : "CLOCK_MONOTONIC_RAW", source);
    assertFalse(source.equals(HostTicks.RAW) && HostTicks.mayBeSteered());
  }

  @Test
  void beforeJava22TheCounterIsThePlatforms() {
    assumeTrue(Runtime.version().feature() < 22);

    long before = System.nanoTime();
    long ticks = HostTicks.counter().hostNanos();

    assertTrue(ticks - before >= 0 && ticks - System.nanoTime() <= 0);
    assertTrue(HostTicks.whyNotRaw().orElseThrow().contains("22"), "it says what is needed");
    assertEquals(List.of(), HostTicks.jvmOptions());
  }

  @Test
  void itCountsNanosecondsAsThePlatformsCounterDoes() throws InterruptedException {
    long platform = System.nanoTime();
    long ticks = HostTicks.now();
    Thread.sleep(20);
    double passed = HostTicks.now() - ticks;
    double passedThere = System.nanoTime() - platform;

    assertTrue(passed <= passedThere * 1.2 && passed >= 20_000_000 * 0.8, () -> passed + " ns");
  }

  /** A buffer that threads shared would give one thread's seconds with another's nanoseconds. */
  @Test
  void whatOneThreadReadsIsNeverMixedWithWhatAnotherReads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier together = new CyclicBarrier(THREADS);
      Callable<Long> reader =
          () -> {
            together.await();
            long last = HostTicks.now();
            long largest = 0;
            for (int i = 0; i < READS; i++) {
              long now = HostTicks.now();
              assertTrue(now - last >= 0, "the counter fell");
              largest = Math.max(largest, now - last);
              last = now;
            }
            return largest;
          };
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        readers.add(threads.submit(reader));
      }
      long begun = HostTicks.now();
      for (Future<Long> each : readers) {
        long gap = each.get();
        assertTrue(gap <= HostTicks.now() - begun + 1_000_000_000L, () -> "a leap of " + gap);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
