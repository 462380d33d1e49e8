package berkeley.bench.embedded;

import static java.util.Objects.requireNonNull;

import berkeley.bench.result.Options;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Measures what a node costs the application that it is in: five applications that do nothing else,
 * of which one leads, with rounds of a second.
 *
 * <p>Processor time of the process, heap after a collection against that before the node was there,
 * and threads, ours and RMI's; and which threads are left when it has been closed.
 */
public final class EmbeddedQuestion {

  private static final double MOST_CPU_OF_SLAVE = 0.005;
  private static final double MOST_CPU_OF_MASTER = 0.015;
  private static final long MOST_HEAP = 20_000_000;
  private static final int MOST_THREADS = 8;

  private EmbeddedQuestion() {}

  /**
   * Measures, prints the results and writes them.
   *
   * @return whether every figure that is asked for was reached
   * @throws Exception if an application does not come to its end, or results cannot be written
   */
  public static boolean answer(List<String> words, Path home, Results results) throws Exception {
    Options options = new Options(words, "--watch");
    long seconds = options.positive("--watch", Duration.ofSeconds(30)).toSeconds();
    int port = freePort();
    Registry registry = LocateRegistry.createRegistry(port);
    List<Process> started = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        started.add(application("n" + i, port, i == 0 ? "lead" : "follow", seconds));
      }
      List<CompletableFuture<Map<String, String>>> answers =
          started.stream()
              .map(each -> CompletableFuture.supplyAsync(() -> answerOf(each)))
              .toList();
      List<Map<String, String>> all = new ArrayList<>();
      for (CompletableFuture<Map<String, String>> answer : answers) {
        all.add(answer.get(2 * seconds + 120, TimeUnit.SECONDS));
      }
      return report(all, results);
    } finally {
      started.forEach(Process::destroyForcibly);
      UnicastRemoteObject.unexportObject(registry, true);
    }
  }

  private static Process application(String id, int port, String part, long seconds)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            System.getProperty("java.class.path"),
            EmbeddingApplication.class.getName(),
            id,
            "127.0.0.1:" + port,
            part,
            String.valueOf(seconds))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Map<String, String> answerOf(Process process) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("cpu_share=")) {
          Map<String, String> values = new LinkedHashMap<>();
          for (String word : line.split(" ", -1)) {
            int equals = word.indexOf('=');
            values.put(word.substring(0, equals), word.substring(equals + 1));
          }
          return values;
        }
      }
      throw new IllegalStateException("an application ended without an answer, see above");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean report(List<Map<String, String>> all, Results results) throws IOException {
    Table table =
        new Table(
            "node",
            "processor time, % of a core",
            "heap MB",
            "threads of ours",
            "of RMI's",
            "left after close");
    boolean reached = true;
    for (int i = 0; i < all.size(); i++) {
      double cpu = Double.parseDouble(all.get(i).get("cpu_share"));
      long heap = Long.parseLong(all.get(i).get("heap_bytes"));
      reached &= cpu <= (i == 0 ? MOST_CPU_OF_MASTER : MOST_CPU_OF_SLAVE) && heap <= MOST_HEAP;
      reached &= Integer.parseInt(requireNonNull(all.get(i).get("threads_ours"))) <= MOST_THREADS;
      results.print(
          table.add(
              i == 0 ? "master of five" : "slave " + i,
              "%.2f".formatted(cpu * 100),
              "%.1f".formatted(heap * 1e-6),
              requireNonNull(all.get(i).get("threads_ours")),
              requireNonNull(all.get(i).get("threads_rmi")),
              requireNonNull(all.get(i).get("left"))));
    }
    results.print(
        "\nwanted: at most %.1f %% as a slave, %.1f %% as a master, %d MB of heap, %d threads of ours%n"
            .formatted(
                MOST_CPU_OF_SLAVE * 100,
                MOST_CPU_OF_MASTER * 100,
                MOST_HEAP / 1_000_000,
                MOST_THREADS));
    results.write("embedded", Map.of("nodes", all), table);
    return reached;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
