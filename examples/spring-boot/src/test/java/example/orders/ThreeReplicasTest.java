package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three replicas, each in a JVM of its own, with the properties as they are. */
@Tag("full")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ThreeReplicasTest {

  private static final Duration DEADLINE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();
  private final List<Integer> webPorts = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  private void start(int number, int port, int webPort, String registries) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "example.orders.OrdersApplication",
            "--server.port=" + webPort,
            "--spring.main.banner-mode=off");
    builder.environment().put("BERKELEY_PORT", String.valueOf(port));
    builder.environment().put("REGISTRIES", registries);
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("replica-" + number + ".log").toFile());
    processes.add(builder.start());
    webPorts.add(webPort);
  }

  @Test
  void theyAgreeSoonAfterTheirStart() throws Exception {
    List<Integer> ports = freePorts(6);
    String registries =
        ports.stream().limit(3).map(port -> "localhost:" + port).collect(Collectors.joining(","));
    long begun = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      start(i, ports.get(i), ports.get(i + 3), registries);
    }
    for (int port : webPorts) {
      awaitReady(port);
    }
    System.out.printf("three replicas ready after %.1f s%n", (System.nanoTime() - begun) * 1e-9);

    List<String> metrics = new ArrayList<>();
    for (int port : webPorts) {
      metrics.add(get(port, "/actuator/prometheus"));
    }
    assertEquals(
        1,
        metrics.stream()
            .filter(page -> page.contains("berkeley_node_role{role=\"MASTER\"} 1.0"))
            .count());
    for (int from : webPorts) {
      assertInOrder(from);
    }
  }

  /** What one replica did before another comes before it, in ids and in stamps. */
  private void assertInOrder(int from) throws IOException, InterruptedException {
    for (int to : webPorts) {
      Instant earlier = Instant.parse(get(from, "/time").replace("\"", ""));
      Instant later = Instant.parse(get(to, "/time").replace("\"", ""));
      // Both are on this host, so a request takes longer than the clocks are apart.
      Duration between = Duration.between(earlier, later);
      assertFalse(between.isNegative(), between::toString);
    }
  }

  private void awaitReady(int port) throws InterruptedException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!isReady(port)) {
      assertTrue(System.nanoTime() < deadline, "not ready within " + DEADLINE);
      Thread.sleep(50);
    }
  }

  private boolean isReady(int port) throws InterruptedException {
    try {
      return get(port, "/actuator/health/readiness").contains("UP");
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  private String get(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + response.statusCode());
    }
    return response.body();
  }
}
