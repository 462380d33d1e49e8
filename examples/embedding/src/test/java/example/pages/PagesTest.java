package example.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.harness.keys.ClusterKeys;
import berkeley.slave.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of Java on the pages compiles, and does what it is there for. */
class PagesTest {

  private static final Path DOCS = Path.of("../../docs");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"embedding.md", "recipes.md"})
  void everyBlockCompiles(String page) throws IOException {
    CodeBlocks blocks = CodeBlocks.of(DOCS.resolve(page));
    assertTrue(blocks.count() > 0);
    assertEquals("", blocks.compileInto(folder));
  }

  /** Each in a JVM of its own, beside a node that leads. */
  @ParameterizedTest
  @ValueSource(strings = {"embedding.md", "recipes.md"})
  @Tag("full")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void everyBlockRuns(String page) throws Exception {
    CodeBlocks blocks = CodeBlocks.of(DOCS.resolve(page));
    ClusterKeys.in(folder.resolve("keys")).addNode("orders-1");
    int port = freePort();
    try (Node leader =
        Node.builder("leader")
            .registry("127.0.0.1:" + port)
            .ownRegistry()
            .port(port)
            .electable()
            .rounds(rounds -> rounds.period(Duration.ofMillis(200)))
            .start()) {
      assertTrue(leader.clock().awaitSynchronized(Duration.ofMinutes(1)));
      int other = freePort();
      String complaints =
          blocks.compileInto(
              folder,
              "\"localhost:1099\"",
              "\"127.0.0.1:%d\"".formatted(port),
              "\"host1:1099\", \"host2:1099\", \"host3:1099\"",
              "\"127.0.0.1:%d\"".formatted(other),
              ".port(1099)",
              ".port(%d)".formatted(other),
              "\"host1\"",
              "\"127.0.0.1\"");
      assertEquals("", complaints);
      for (int i = 0; i < blocks.count(); i++) {
        String output = run(i);
        assertTrue(output.endsWith("DONE\n"), blocks.method(i) + output);
      }
    }
  }

  private String run(int number) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                folder
                    + System.getProperty("path.separator")
                    + System.getProperty("java.class.path"),
                "Page",
                String.valueOf(number))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it does not end");
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
