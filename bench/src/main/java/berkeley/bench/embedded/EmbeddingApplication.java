package berkeley.bench.embedded;

import berkeley.slave.Node;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * An application that does nothing but embed a node: leads or follows, is left alone, is measured,
 * closes its node, and prints what that came to in one line.
 */
final class EmbeddingApplication {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private EmbeddingApplication() {}

  /**
   * Runs it.
   *
   * @param arguments the node's name, the registry, {@code lead} or {@code follow}, and for how
   *     many seconds it is left alone and then watched
   */
  public static void main(String[] arguments) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long heapBefore = heap();
    List<String> threadsBefore = threads();
    long seconds = Long.parseLong(arguments[3]);
    Node node = Node.builder(arguments[0]).registry(arguments[1]).start();
    if (!node.awaitRegistered(LIMIT)) {
      throw new IllegalStateException("not registered");
    }
    if (arguments[2].equals("lead")) {
      node.lead();
    }
    if (!node.clock().awaitSynchronized(LIMIT)) {
      throw new IllegalStateException("not synchronised");
    }
    TimeUnit.SECONDS.sleep(seconds);
    long cpu = system.getProcessCpuTime();
    long begun = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    double share = (double) (system.getProcessCpuTime() - cpu) / (System.nanoTime() - begun);
    List<String> threads = threads();
    long ours = threads.stream().filter(EmbeddingApplication::isOurs).count();
    int others = threads.size() - (int) ours - threadsBefore.size();
    long heap = heap() - heapBefore;
    node.close();
    List<String> left = threads();
    for (int i = 0; i < 100 && left.stream().anyMatch(EmbeddingApplication::isOurs); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      left = threads();
    }
    left.removeAll(threadsBefore);
    System.out.printf(
        "cpu_share=%.5f heap_bytes=%d threads_ours=%d threads_rmi=%d left=%s%n",
        share, heap, ours, others, String.join("+", left).replace(' ', '_'));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static boolean isOurs(String name) {
    return name.startsWith("berkeley");
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .sorted()
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
