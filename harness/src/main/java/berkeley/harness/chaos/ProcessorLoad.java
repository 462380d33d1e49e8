package berkeley.harness.chaos;

import java.util.stream.IntStream;

/** Busy threads, two for each processor, until they are ended. */
final class ProcessorLoad {

  private static final int PER_PROCESSOR = 2;

  private volatile boolean ended;

  /** Sets them loose. */
  static ProcessorLoad start() {
    ProcessorLoad hogs = new ProcessorLoad();
    int count = PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    IntStream.range(0, count).forEach(i -> hogs.startOne());
    return hogs;
  }

  private void startOne() {
    Thread thread = new Thread(this::burn, "hog");
    thread.setDaemon(true);
    thread.start();
  }

  private void burn() {
    while (!ended) {
      Thread.onSpinWait();
    }
  }

  void end() {
    ended = true;
  }
}
