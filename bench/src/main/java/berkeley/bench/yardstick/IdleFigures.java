package berkeley.bench.yardstick;

import berkeley.bench.scale.ProcessUsage;
import berkeley.harness.process.ChildProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What nodes use that nobody asks but their master, once a second: a cluster of each build, both at
 * the same time, as the kernel accounts for their processes.
 */
final class IdleFigures {
  private static final int WINDOWS = 3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double PERCENT = 100;

  private IdleFigures() {}

  /** Watches one pair of clusters for some windows. */
  static void measure(List<Checkout> both, YardstickSettings settings, Figures figures)
      throws IOException, InterruptedException {
    try (FixedMasterCluster baseline = FixedMasterCluster.start(both.get(0));
        FixedMasterCluster current = FixedMasterCluster.start(both.get(1))) {
      TimeUnit.NANOSECONDS.sleep(settings.settle().toNanos());
      for (int window = 0; window < WINDOWS; window++) {
        List<IdleWindow> begun = new ArrayList<>();
        for (FixedMasterCluster cluster : List.of(baseline, current)) {
          begun.add(new IdleWindow(cluster.side(), "slave", cluster.slaves()));
          begun.add(new IdleWindow(cluster.side(), "master", List.of(cluster.master())));
        }
        TimeUnit.NANOSECONDS.sleep(settings.idle().toNanos() / WINDOWS);
        for (IdleWindow each : begun) {
          each.end(figures);
        }
      }
    }
  }

  /** Some processes of one role, from now on. */
  private static final class IdleWindow {
    private final Side side;
    private final String role;
    private final List<ChildProcess> processes;
    private final long beginTicks = System.nanoTime();
    private final long processorMillisBefore;

    IdleWindow(Side side, String role, List<ChildProcess> processes) throws IOException {
      this.side = side;
      this.role = role;
      this.processes = processes;
      processorMillisBefore = processorMillis();
    }

    private long processorMillis() throws IOException {
      long sum = 0;
      for (ChildProcess process : processes) {
        sum += ProcessUsage.of(process.pid()).processorMillis();
      }
      return sum;
    }

    /** Adds what one of them used on average, of one processor. */
    void end(Figures figures) throws IOException {
      double millis = (System.nanoTime() - beginTicks) / NANOS_PER_MILLI;
      double used = processorMillis() - processorMillisBefore;
      double threads = 0;
      double megabytes = 0;
      for (ChildProcess process : processes) {
        ProcessUsage usage = ProcessUsage.of(process.pid());
        threads += usage.threads();
        megabytes += usage.residentMegabytes();
      }
      int count = processes.size();
      figures.add(side, role + "_cpu_percent", PERCENT * used / millis / count);
      figures.add(side, role + "_threads", threads / count);
      figures.add(side, role + "_resident_mb", megabytes / count);
    }
  }
}
