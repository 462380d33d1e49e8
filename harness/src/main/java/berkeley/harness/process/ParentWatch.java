package berkeley.harness.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ties a child process to the one that started it: when standard input ends, so does this process.
 *
 * <p>The operating system closes the pipe whatever becomes of the parent, SIGKILL included. The
 * same pipe carries what a parent has to say, and only the parent holds its other end: {@value
 * #LEAD} tells a master to begin, and a harness names faults that the node is to have (see {@link
 * InjectedFault}).
 */
public final class ParentWatch {

  /** Tells a master that waits for it to begin its rounds. */
  public static final String LEAD = "lead";

  private static final long GRACE_SECONDS = 3;

  private final CountDownLatch lead = new CountDownLatch(1);

  private final Consumer<InjectedFault> faults;

  private ParentWatch(Consumer<InjectedFault> faults) {
    this.faults = faults;
  }

  /** Begins to watch standard input, on a thread of its own. */
  public static ParentWatch begin() {
    return begin(fault -> System.err.println("berkeley: no node here can have a fault"));
  }

  /** The same for a process whose node can be given faults. */
  public static ParentWatch begin(Consumer<InjectedFault> faults) {
    ParentWatch watch = new ParentWatch(faults);
    daemon("parent-watch", watch::follow);
    return watch;
  }

  /** Waits until the parent says {@value #LEAD}. */
  public void awaitLead() throws InterruptedException {
    lead.await();
  }

  private void follow() {
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        hear(line);
      }
    } catch (IOException e) {
      System.err.println("berkeley: the parent's pipe broke: " + e.getMessage());
    }
    daemon("parent-watch-halt", ParentWatch::haltAfterGrace);
    System.exit(0);
  }

  private void hear(String line) {
    if (line.equals(LEAD)) {
      lead.countDown();
    } else {
      InjectedFault.parse(line)
          .ifPresentOrElse(
              faults, () -> System.err.println("berkeley: unknown word of the parent: " + line));
    }
  }

  /** For an end in good order that does not come to its end. */
  private static void haltAfterGrace() {
    try {
      TimeUnit.SECONDS.sleep(GRACE_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
