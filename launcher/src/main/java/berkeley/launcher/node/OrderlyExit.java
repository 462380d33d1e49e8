package berkeley.launcher.node;

import java.util.concurrent.TimeUnit;

/** The end of a process whose parent has ended. */
public final class OrderlyExit {

  private static final long LONGEST_SECONDS = 3;

  private OrderlyExit() {}

  /** Ends this process in good order, or by force if that takes more than three seconds. */
  public static void run() {
    Thread halt = new Thread(OrderlyExit::haltLater, "halt");
    halt.setDaemon(true);
    halt.start();
    System.exit(0);
  }

  private static void haltLater() {
    try {
      TimeUnit.SECONDS.sleep(LONGEST_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
