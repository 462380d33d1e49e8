package berkeley.master.rmi;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs many remote calls at once and returns at the deadline, with whatever has come by then.
 *
 * <p>A call that is late is abandoned: its own deadline on the socket ends it, and its thread goes
 * back to the pool. No more than {@value #MAX_CONCURRENT} calls of a batch run at once; the rest
 * wait their turn. Threads are daemons and leave after a minute without work. Safe for use by
 * several threads.
 */
final class Deadlined implements AutoCloseable {

  /** More than this gains nothing: the processor is the limit then, not the waiting. */
  static final int MAX_CONCURRENT = 64;

  private final ExecutorService pool;

  Deadlined(String name) {
    AtomicInteger number = new AtomicInteger();
    pool =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What became of one call. */
  sealed interface Result<T> {

    /** It returned. */
    record Value<T>(T value) implements Result<T> {}

    /** It threw, or was late. */
    record Failure<T>(Throwable cause) implements Result<T> {}
  }

  /**
   * Runs the calls.
   *
   * @param deadlineTicks when to return, {@link System#nanoTime()}
   * @return one result for each call, in their order
   * @throws InterruptedException if interrupted while waiting
   */
  <T> List<Result<T>> run(List<? extends Callable<T>> calls, long deadlineTicks)
      throws InterruptedException {
    List<FutureTask<T>> tasks = new ArrayList<>(calls.size());
    calls.forEach(call -> tasks.add(new FutureTask<>(call)));
    Queue<FutureTask<T>> waiting = new ConcurrentLinkedQueue<>(tasks);
    for (int i = 0; i < Math.min(MAX_CONCURRENT, tasks.size()); i++) {
      pool.execute(() -> workOff(waiting));
    }
    List<Result<T>> results = new ArrayList<>(tasks.size());
    try {
      for (FutureTask<T> task : tasks) {
        results.add(resultOf(task, deadlineTicks));
      }
    } finally {
      tasks.forEach(task -> task.cancel(true));
    }
    return results;
  }

  private static <T> void workOff(Queue<FutureTask<T>> waiting) {
    for (FutureTask<T> task = waiting.poll(); task != null; task = waiting.poll()) {
      task.run();
    }
  }

  private static <T> Result<T> resultOf(FutureTask<T> task, long deadlineTicks)
      throws InterruptedException {
    try {
      long left = Math.max(0, deadlineTicks - System.nanoTime());
      return new Result.Value<>(task.get(left, TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      return new Result.Failure<>(e.getCause());
    } catch (TimeoutException e) {
      return new Result.Failure<>(new TimeoutException("no answer within the deadline"));
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
