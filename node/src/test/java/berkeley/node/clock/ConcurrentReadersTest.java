package berkeley.node.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads on the real counter; how often they meet is luck, what they may see is not. */
class ConcurrentReadersTest {

  private static final int READS = 2_000_000;

  private final SteeredClock clock = new SteeredClock(System::nanoTime, 0);

  /** The newest time that somebody has seen, or one a little older. */
  private volatile long seen;

  private volatile boolean reading = true;

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void twoReadersWhoTellEachOtherTheTimeNeverSeeItFallWhileAThirdSlewsUpAndDown() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<Integer> slews = threads.submit(this::slewUpAndDown);
      List<Future<Long>> readers = new ArrayList<>();
      readers.add(threads.submit(this::readAndTell));
      readers.add(threads.submit(this::readAndTell));
      for (Future<Long> reader : readers) {
        assertEquals(0, reader.get(), "the farthest that time fell, in ns");
      }
      reading = false;
      assertTrue(slews.get() > 10, "the clock was hardly slewed");
    } finally {
      reading = false;
      threads.shutdownNow();
      assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
    }
  }

  private long readAndTell() {
    long farthest = 0;
    for (int i = 0; i < READS; i++) {
      long known = seen;
      long now = clock.nanos();
      farthest = Math.max(farthest, known - now);
      seen = now;
    }
    return farthest;
  }

  /** Slews by a tenth of the rate, to and fro, as soon as the course before is in force. */
  private int slewUpAndDown() {
    int slews = 0;
    long direction = 1_000_000_000;
    while (reading) {
      long ticks = clock.localTicks();
      var target = new Line(ticks, clock.nanos() + direction, 0);
      clock.slew(joint -> new Course(target, ErrorBound.NONE, 0.1, 1_000_000, Standings.SHOWN));
      direction = -direction;
      slews++;
      long inForce = System.nanoTime() + 300_000;
      while (System.nanoTime() - inForce < 0) {
        Thread.onSpinWait();
      }
    }
    return slews;
  }
}
