package berkeley.harness.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The lifetime of a long-running command: until a signal ends the process, or its work is done.
 *
 * <p>On SIGTERM and SIGINT the JVM runs {@code onEnd} and ends with 143 or 130, as a shell expects.
 * An {@code onEnd} that hangs is abandoned after some seconds, so that the process still ends.
 */
public final class CommandLifetime {

  private static final long LONGEST_END_SECONDS = 5;

  /** Runs {@code onEnd} when the process ends, by a signal or by itself. */
  public static CommandLifetime begin(Runnable onEnd) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endWithin(onEnd), "end"));
    return new CommandLifetime();
  }

  /** Waits for a signal. */
  public void await() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private static void endWithin(Runnable onEnd) {
    Thread work = new Thread(onEnd, "end-work");
    work.setDaemon(true);
    work.start();
    try {
      work.join(TimeUnit.SECONDS.toMillis(LONGEST_END_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
