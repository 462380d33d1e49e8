package berkeley.bench.contenders;

import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.JavaCommand;
import berkeley.harness.process.ParentWatch;
import berkeley.harness.process.ProcessorLoad;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;

/** A process that keeps all processors busy. */
final class LoadProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final ChildProcess child;

  private LoadProcess(ChildProcess child) {
    this.child = child;
  }

  /**
   * Starts the process and waits until it is busy.
   *
   * @throws berkeley.harness.console.CommandFailure if it does not come up
   */
  static LoadProcess start() throws InterruptedException {
    LoadProcess load =
        new LoadProcess(
            ChildProcess.start(
                "load",
                JavaCommand.withThisClassPath("-Xmx16m").running(LoadProcess.class),
                Redirect.INHERIT,
                line -> {}));
    try {
      load.child.awaitReady(START_LIMIT);
      return load;
    } catch (InterruptedException | RuntimeException e) {
      load.close();
      throw e;
    }
  }

  /** Keeps the processors busy until standard input ends. */
  public static void main(String[] args) throws IOException {
    ProcessorLoad.start();
    System.out.println("READY port=0");
    ParentWatch.awaitParentEnd();
    System.exit(0);
  }

  @Override
  public void close() {
    ChildProcess.endAll(List.of(child));
  }
}
