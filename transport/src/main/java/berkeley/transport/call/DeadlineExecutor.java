package berkeley.transport.call;

import berkeley.transport.call.ConcurrencyLimiter.Crew;
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
 * back to the pool. How many of a batch run at once is up to {@link ConcurrencyLimiter}; never more
 * than {@value #MAX_CONCURRENT}. Threads are daemons and leave after a minute without work. Safe
 * for use by several threads.
 */
public final class DeadlineExecutor implements AutoCloseable {

  /** More than this gains nothing, however far away the members are. */
  static final int MAX_CONCURRENT = 64;

  /**
   * Enough that no processor waits while both ends are near: calls to a thousand members are made
   * as fast as by 64, with round trips a tenth as long. With two per processor they take a tenth
   * more time.
   */
  private static final int FEW_OF_MANY =
      Math.min(MAX_CONCURRENT, 3 * Runtime.getRuntime().availableProcessors());

  /**
   * So many near members are asked in some milliseconds even one after the other. Then none has to
   * wait for a processor that another one's call has taken: on two processors the quickest probes
   * of four slaves were wrong by half as much as with all four at once, under TLS by a quarter.
   */
  private static final int ONE_BY_ONE = 32;

  /** How long a call to a near member takes at most, with so many at once. */
  private static final long NEAR_CALL_NANOS = 500_000L;

  /** How often to look who is slow. */
  private static final long LOOK_NANOS = 2_000_000L;

  private final ExecutorService pool;

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

  /** What became of one call. */
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
   * @param deadlineTicks when to return, {@link System#nanoTime()}
   * @return one result for each call, in their order
   * @throws InterruptedException if interrupted while waiting
   */
  public <T> List<Result<T>> run(
      List<? extends Callable<T>> calls, int exchanges, long deadlineTicks)
      throws InterruptedException {
    CountDownLatch left = new CountDownLatch(calls.size());
    List<FutureTask<T>> tasks = new ArrayList<>(calls.size());
    calls.forEach(call -> tasks.add(new Counted<>(call, left)));
    Crew crew = crewFor(calls.size(), exchanges);
    ConcurrencyLimiter<Runnable> turns =
        new ConcurrencyLimiter<>(tasks, crew, System.nanoTime(), deadlineTicks);
    List<Result<T>> results = new ArrayList<>(tasks.size());
    try {
      await(left, turns, deadlineTicks);
      for (FutureTask<T> task : tasks) {
        results.add(resultOf(task));
      }
    } finally {
      tasks.forEach(task -> task.cancel(true));
    }
    return results;
  }

  /**
   * Makes calls of one exchange each; interrupted, it says that nobody has answered, and the thread
   * stays interrupted.
   *
   * @param deadlineTicks when to return, {@link System#nanoTime()}
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

  /** How many may make so many calls, of so many exchanges each, at once. */
  static Crew crewFor(int calls, int exchanges) {
    int few = calls <= ONE_BY_ONE ? 1 : FEW_OF_MANY;
    return new Crew(few, MAX_CONCURRENT, exchanges * NEAR_CALL_NANOS);
  }

  private void await(CountDownLatch left, ConcurrencyLimiter<Runnable> turns, long deadlineTicks)
      throws InterruptedException {
    long now = System.nanoTime();
    boolean done = false;
    while (!done && deadlineTicks - now > 0) {
      for (int more = turns.workersToStart(now); more > 0; more--) {
        pool.execute(() -> workOff(turns));
      }
      long untilDeadline = deadlineTicks - now;
      long wait = turns.some() ? Math.min(LOOK_NANOS, untilDeadline) : untilDeadline;
      done = left.await(wait, TimeUnit.NANOSECONDS);
      now = System.nanoTime();
    }
  }

  private static void workOff(ConcurrencyLimiter<Runnable> turns) {
    Object worker = new Object();
    Optional<Runnable> call = turns.next(worker, System.nanoTime());
    while (call.isPresent()) {
      call.get().run();
      call = turns.next(worker, System.nanoTime());
    }
  }

  /** Says when it has ended, however it did. */
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
