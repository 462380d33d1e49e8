package berkeley.slave.registration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again on a daemon thread of its own, with a pause in between. */
public final class PeriodicTask implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

  private final long pauseMillis;
  private final Runnable work;
  private final Thread thread;
  private volatile boolean closed;

  public PeriodicTask(String name, long pauseMillis, Runnable work) {
    this.pauseMillis = pauseMillis;
    this.work = work;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        Thread.sleep(pauseMillis);
        work.run();
      } catch (InterruptedException e) {
        LOG.trace("woken up, closed={}", closed, e);
      } catch (RuntimeException e) {
        LOG.error("{} failed, going on", thread.getName(), e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
