package berkeley.transport.call;

import static java.util.Objects.requireNonNull;

import berkeley.transport.call.ConcurrencyLimiter.Bounds;
import berkeley.transport.ticks.HostTicks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs many remote calls and returns at the deadline, with whatever has come by then.
 *
 * <p>A call that is late is abandoned: its own deadline on the socket ends it, and its thread goes
 * back to the pool. How many of a batch run at once is decided by {@link ConcurrencyLimiter}.
 * Threads are daemons and end after a minute without work. Safe for use by several threads.
 */
public final class DeadlineExecutor implements AutoCloseable {

  /** How often to count the calls that are slow. */
  private static final long CHECK_NANOS = 2_000_000L;

  private final ExecutorService pool;

  /** Creates an executor whose threads bear the given name. */
  public DeadlineExecutor(String name) {
    AtomicInteger number = new AtomicInteger();
    pool =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The outcome of one call. */
  public sealed interface Result<T> {

    /** It returned. */
    record Value<T>(T value) implements Result<T> {}

    /** It threw, or was late. */
    record Failure<T>(Throwable cause) implements Result<T> {}
  }

  /**
   * Makes the calls.
   *
   * @param calls what is to be done
   * @param exchanges how many messages are answered in each, one after the other, 1 or more
   * @param deadlineTicks when to return, {@link HostTicks}
   * @return one result for each call, in their order
   * @throws InterruptedException if interrupted while waiting
   */
  public <T> List<Result<T>> run(
      List<? extends Callable<T>> calls, int exchanges, long deadlineTicks)
      throws InterruptedException {
    CountDownLatch left = new CountDownLatch(calls.size());
    List<FutureTask<T>> tasks = new ArrayList<>(calls.size());
    calls.forEach(call -> tasks.add(new Counted<>(call, left)));
    ConcurrencyLimiter<Runnable> limiter =
        new ConcurrencyLimiter<>(
            tasks, Bounds.of(calls.size(), exchanges), HostTicks.now(), deadlineTicks);
    List<Result<T>> results = new ArrayList<>(tasks.size());
    try {
      await(left, limiter, deadlineTicks);
      for (FutureTask<T> task : tasks) {
        results.add(resultOf(task));
      }
    } finally {
      tasks.forEach(task -> task.cancel(true));
    }
    return results;
  }

  /**
   * Makes calls of one exchange each. If interrupted, returns a failure for each, and the thread
   * stays interrupted.
   *
   * @param deadlineTicks when to return, {@link HostTicks}
   * @return one result for each call, in their order
   */
  public <T> List<Result<T>> ask(List<? extends Callable<T>> calls, long deadlineTicks) {
    try {
      return run(calls, 1, deadlineTicks);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return calls.stream().map(call -> (Result<T>) new Result.Failure<T>(e)).toList();
    }
  }

  private void await(CountDownLatch left, ConcurrencyLimiter<Runnable> limiter, long deadlineTicks)
      throws InterruptedException {
    long now = HostTicks.now();
    boolean done = false;
    while (!done && deadlineTicks - now > 0) {
      for (int more = limiter.workersToStart(now); more > 0; more--) {
        pool.execute(() -> work(limiter));
      }
      long untilDeadline = deadlineTicks - now;
      long wait = limiter.hasWaiting() ? Math.min(CHECK_NANOS, untilDeadline) : untilDeadline;
      done = left.await(wait, TimeUnit.NANOSECONDS);
      now = HostTicks.now();
    }
  }

  private static void work(ConcurrencyLimiter<Runnable> limiter) {
    Object worker = new Object();
    Optional<Runnable> call = limiter.next(worker, HostTicks.now());
    while (call.isPresent()) {
      call.get().run();
      call = limiter.next(worker, HostTicks.now());
    }
  }

  /** Counts its end, however it ended. */
  private static final class Counted<T> extends FutureTask<T> {

    private final CountDownLatch left;

    Counted(Callable<T> call, CountDownLatch left) {
      super(call);
      this.left = left;
    }

    @Override
    protected void done() {
      left.countDown();
    }
  }

  private static <T> Result<T> resultOf(FutureTask<T> task) throws InterruptedException {
    try {
      return new Result.Value<>(task.get(0, TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      return new Result.Failure<>(requireNonNull(e.getCause()));
    } catch (TimeoutException e) {
      return new Result.Failure<>(new TimeoutException("no answer within the deadline"));
    }
  }

  /** Interrupts the calls under way and ends the threads. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
