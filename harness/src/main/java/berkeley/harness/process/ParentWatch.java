package berkeley.harness.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Ties a child process to its parent by the pipe that is the child's standard input.
 *
 * <p>The operating system closes the pipe when the parent ends, after SIGKILL too. The parent also
 * sends lines through it, and nobody else holds its other end: {@value #LEAD} has a master begin
 * its rounds, and a harness injects faults (see {@link InjectedFault}).
 */
public final class ParentWatch {

  /** Tells a master that waits for it to begin its rounds. */
  public static final String LEAD = "lead";

  private final CountDownLatch lead = new CountDownLatch(1);
  private final Consumer<InjectedFault> faults;
  private final Runnable onParentEnd;

  private ParentWatch(Consumer<InjectedFault> faults, Runnable onParentEnd) {
    this.faults = faults;
    this.onParentEnd = onParentEnd;
  }

  /**
   * Begins to read standard input, on a thread of its own.
   *
   * @param onParentEnd runs when it ends
   */
  public static ParentWatch begin(Runnable onParentEnd) {
    return begin(
        fault -> System.err.println("berkeley: no node here can have a fault"), onParentEnd);
  }

  /**
   * Begins to read standard input, on a thread of its own, in a process whose node can be given
   * faults.
   *
   * @param faults receives them
   * @param onParentEnd runs when standard input ends
   */
  public static ParentWatch begin(Consumer<InjectedFault> faults, Runnable onParentEnd) {
    ParentWatch watch = new ParentWatch(faults, onParentEnd);
    Thread thread = new Thread(watch::read, "parent-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  /** Waits until standard input ends, in a process to which its parent sends nothing. */
  public static void awaitParentEnd() throws IOException {
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  /** Waits until the parent sends {@value #LEAD}. */
  public void awaitLead() throws InterruptedException {
    lead.await();
  }

  private void read() {
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        handle(line);
      }
    } catch (IOException e) {
      System.err.println("berkeley: the parent's pipe broke: " + e.getMessage());
    }
    onParentEnd.run();
  }

  private void handle(String line) {
    if (line.equals(LEAD)) {
      lead.countDown();
    } else {
      InjectedFault.parse(line)
          .ifPresentOrElse(
              faults, () -> System.err.println("berkeley: unknown word of the parent: " + line));
    }
  }
}
