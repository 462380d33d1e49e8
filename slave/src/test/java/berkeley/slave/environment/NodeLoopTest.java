package berkeley.slave.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.EventLoop.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeLoopTest {

  private static final long MILLI = 1_000_000;
  private static final long LONG_EVENT = 100 * MILLI;

  private final NodeLoop loop = new NodeLoop(System::nanoTime, LONG_EVENT);

  @AfterEach
  void end() {
    loop.close();
  }

  /** Waits until all that was handed in before has run; returns the loop's thread. */
  private static Thread settle(NodeLoop of) {
    CompletableFuture<Thread> reached = new CompletableFuture<>();
    of.execute(() -> reached.complete(Thread.currentThread()));
    return reached.join();
  }

  @Test
  void runsEventsOneAfterAnotherInTheirOrderOnOneDaemonThread() {
    List<Integer> run = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    IntStream.range(0, 100)
        .forEach(
            i ->
                loop.execute(
                    () -> {
                      run.add(i);
                      threads.add(Thread.currentThread());
                    }));
    Thread thread = settle(loop);

    assertEquals(IntStream.range(0, 100).boxed().toList(), run);
    assertEquals(List.of(thread), threads.stream().distinct().toList());
    assertTrue(thread.isDaemon());
  }

  @Test
  void anEventThatThrowsDoesNotEndIt() {
    AtomicInteger later = new AtomicInteger();
    loop.execute(
        () -> {
          throw new IllegalStateException("a fault of the program");
        });
    loop.execute(
        () -> {
          throw new StackOverflowError();
        });
    loop.at(
        System.nanoTime(),
        () -> {
          throw new IllegalStateException("a fault of the program");
        });
    loop.execute(later::incrementAndGet);
    settle(loop);

    assertEquals(1, later.get());
  }

  @Test
  void anEventWaitsForItsTicksAndOneThatIsOverdueDoesNot() {
    CompletableFuture<Long> ranAt = new CompletableFuture<>();
    long due = System.nanoTime() + 20 * MILLI;
    loop.at(due, () -> ranAt.complete(System.nanoTime()));
    assertTrue(ranAt.join() - due >= 0);

    CompletableFuture<Boolean> overdue = new CompletableFuture<>();
    loop.at(due, () -> overdue.complete(true));
    assertTrue(overdue.join());
  }

  @Test
  void anEventThatIsCancelledDoesNotRun() {
    AtomicInteger cancelled = new AtomicInteger();
    CompletableFuture<Boolean> after = new CompletableFuture<>();
    long due = System.nanoTime() + 20 * MILLI;
    Timer timer = loop.at(due, cancelled::incrementAndGet);
    loop.at(due + 1, () -> after.complete(true));
    timer.cancel();
    timer.cancel();
    after.join();

    assertEquals(0, cancelled.get());
  }

  @Test
  void cancellingAnEventThatHasRunChangesNothing() {
    AtomicInteger run = new AtomicInteger();
    Timer timer = loop.at(System.nanoTime(), run::incrementAndGet);
    settle(loop);
    timer.cancel();

    assertEquals(1, run.get());
  }

  @Test
  void eventsThatHoldUpOthersAreCounted() {
    AtomicLong ticks = new AtomicLong();
    try (NodeLoop counted = new NodeLoop(ticks::get, LONG_EVENT)) {
      counted.execute(() -> ticks.addAndGet(LONG_EVENT));
      settle(counted);
      assertEquals(0, counted.longEvents());
      counted.execute(() -> ticks.addAndGet(LONG_EVENT + 1));
      counted.execute(
          () -> {
            ticks.addAndGet(LONG_EVENT + 1);
            throw new IllegalStateException("a fault of the program");
          });
      settle(counted);

      assertEquals(2, counted.longEvents());
    }
  }

  @Test
  void nothingRunsAfterTheClose() throws InterruptedException {
    AtomicInteger run = new AtomicInteger();
    Thread thread = settle(loop);
    loop.at(System.nanoTime() + 20 * MILLI, run::incrementAndGet);
    loop.close();
    loop.close();
    loop.execute(run::incrementAndGet);
    loop.at(System.nanoTime(), run::incrementAndGet).cancel();
    thread.join();

    assertFalse(thread.isAlive());
    assertEquals(0, run.get());
  }
}
