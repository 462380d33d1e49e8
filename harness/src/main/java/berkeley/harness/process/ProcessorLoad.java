package berkeley.harness.process;

import java.util.stream.IntStream;

/** Busy threads, two for each processor, until they are ended. */
public final class ProcessorLoad {

  private static final int THREADS_PER_PROCESSOR = 2;

  private volatile boolean ended;

  private ProcessorLoad() {}

  /** Starts the threads. */
  public static ProcessorLoad start() {
    ProcessorLoad load = new ProcessorLoad();
    int count = THREADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    IntStream.range(0, count).forEach(i -> load.startThread());
    return load;
  }

  private void startThread() {
    Thread thread = new Thread(this::spin, "processor-load");
    thread.setDaemon(true);
    thread.start();
  }

  private void spin() {
    while (!ended) {
      Thread.onSpinWait();
    }
  }

  /** Ends the threads. */
  public void end() {
    ended = true;
  }
}
