package berkeley.slave.telemetry;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs listeners of a clock, one after the other, on a thread that does nothing else and that
 * exists only while there is something to tell. What comes after the close is dropped. Safe for use
 * by several threads.
 */
public final class ListenerExecutor implements Executor, AutoCloseable {

  private final ThreadPoolExecutor pool;

  /** An executor without a thread yet. */
  public ListenerExecutor() {
    pool =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "berkeley-listeners");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
