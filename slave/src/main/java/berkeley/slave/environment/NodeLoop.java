package berkeley.slave.environment;

import berkeley.api.environment.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the events of one node on one daemon thread. Safe for use by several threads.
 *
 * <p>An event that takes long holds up all others, so those are counted.
 */
public final class NodeLoop implements EventLoop, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeLoop.class);

  private final ScheduledThreadPoolExecutor thread;
  private final LongSupplier ticks;
  private final long longEventNanos;
  private final AtomicLong longEvents = new AtomicLong();

  /**
   * Creates a loop without events.
   *
   * @param ticks the node's counter
   * @param longEventNanos an event that takes longer is counted
   */
  public NodeLoop(LongSupplier ticks, long longEventNanos) {
    this.ticks = ticks;
    this.longEventNanos = longEventNanos;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread worker = new Thread(work, "berkeley-node");
              worker.setDaemon(true);
              return worker;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void execute(Runnable event) {
    thread.execute(() -> run(event));
  }

  @Override
  public Timer at(long atTicks, Runnable event) {
    long wait = Math.max(0, atTicks - ticks.getAsLong());
    Future<?> pending = thread.schedule(() -> run(event), wait, TimeUnit.NANOSECONDS);
    return () -> pending.cancel(false);
  }

  private void run(Runnable event) {
    long begun = ticks.getAsLong();
    try {
      event.run();
    } catch (RuntimeException | Error e) {
      LOG.error("an event failed, going on", e);
    }
    if (ticks.getAsLong() - begun > longEventNanos) {
      longEvents.incrementAndGet();
    }
  }

  /** {@return how many events have taken long enough to hold up others} */
  public long longEvents() {
    return longEvents.get();
  }

  /** Runs no further event. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
