package berkeley.bench.contenders;

import berkeley.bench.process.BenchChild;
import berkeley.bench.result.MissingRequirementException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that keeps all processors busy, with two threads for each. */
final class LoadProcess implements AutoCloseable {
  private static final int PER_PROCESSOR = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BenchChild child;

  private LoadProcess(BenchChild child) {
    this.child = child;
  }

  /**
   * Sets them loose.
   *
   * @throws MissingRequirementException if they do not come
   */
  static LoadProcess start() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    BenchChild child =
        BenchChild.start(
            "hogs",
            List.of(
                java,
                "-Xmx16m",
                "-cp",
                System.getProperty("java.class.path"),
                LoadProcess.class.getName()));
    LoadProcess hogs = new LoadProcess(child);
    try {
      child.awaitPort(PATIENCE);
      return hogs;
    } catch (MissingRequirementException | InterruptedException e) {
      hogs.close();
      throw e;
    }
  }

  /** The process: burns until its standard input ends. */
  public static void main(String[] args) throws IOException {
    int count = PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(LoadProcess::burn, "hog");
      thread.setDaemon(true);
      thread.start();
    }
    System.out.println("READY port=0");
    while (System.in.read() >= 0) {
      // Nothing is said there; its end is the sign.
    }
    System.exit(0);
  }

  private static void burn() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    BenchChild.endAll(List.of(child));
  }
}
