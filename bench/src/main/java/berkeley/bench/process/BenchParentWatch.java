package berkeley.bench.process;

import java.io.IOException;
import java.io.OutputStream;

/** Ends this process when its standard input ends, which it does with whoever started it. */
public final class BenchParentWatch {
  private BenchParentWatch() {}

  /** Watches from now on. */
  public static void begin() {
    Thread watch =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
                System.exit(1);
              } catch (IOException e) {
                System.exit(1);
              }
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
