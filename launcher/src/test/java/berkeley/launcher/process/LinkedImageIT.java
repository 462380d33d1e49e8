package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application as a module, linked with the node's modules into a runtime image of its own. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LinkedImageIT {

  private static final String MODULE =
      """
      module app {
        requires berkeley.slave;
      }
      """;

  private static final String MAIN =
      """
      package app;

      import berkeley.api.TimeInterval;
      import berkeley.slave.Node;
      import java.time.Duration;

      public class Main {
        public static void main(String[] args) throws Exception {
          try (Node node =
              Node.builder("linked")
                  .port(Integer.parseInt(args[0]))
                  .ownRegistry()
                  .registry("127.0.0.1:" + args[0])
                  .rounds(rounds -> rounds.period(Duration.ofMillis(100)))
                  .start()) {
            node.manage();
            node.lead();
            node.clock().awaitSynchronized(Duration.ofMinutes(1));
            TimeInterval now = node.clock().interval();
            System.out.println(node.clock().state() + " " + now.earliest().isAfter(now.latest()));
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void anApplicationLinkedWithItRunsANodeAndBringsNothingElse() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("sources/app"));
    Files.writeString(sources.resolveSibling("module-info.java"), MODULE);
    Files.writeString(sources.resolve("Main.java"), MAIN);
    Path image = folder.resolve("image");
    run(
        "javac",
        "-d",
        folder.resolve("app").toString(),
        "-p",
        modulePath(),
        sources.resolveSibling("module-info.java").toString(),
        sources.resolve("Main.java").toString());
    run(
        "jlink",
        "-p",
        modulePath() + File.pathSeparator + folder.resolve("app"),
        "--add-modules",
        "app,org.slf4j.simple",
        "--output",
        image.toString());

    assertEquals(
        Set.of(
            "app",
            "berkeley.api",
            "berkeley.master",
            "berkeley.node",
            "berkeley.slave",
            "berkeley.transport",
            "org.slf4j",
            "org.slf4j.simple"),
        modulesOf(image));
    assertEquals("SYNCHRONISED false", lastLineOf(image, "-m", "app/app.Main", freePort()));
  }

  /** Those of the class path that are modules by their own descriptor. */
  private static String modulePath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(LinkedImageIT::isNeeded)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isNeeded(String entry) {
    String name = Path.of(entry).getFileName().toString();
    if (!name.matches("(berkeley-(api|master|node|transport|slave)|slf4j-.*)-[0-9.]+\\.jar")) {
      return false;
    }
    Set<ModuleReference> found = ModuleFinder.of(Path.of(entry)).findAll();
    assertTrue(
        found.stream().noneMatch(m -> m.descriptor().isAutomatic()), () -> "by name: " + name);
    return true;
  }

  private static void run(String tool, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int exit = ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments);

    assertEquals(0, exit, () -> tool + ": " + said);
  }

  private static Set<String> modulesOf(Path image) throws Exception {
    Set<String> modules = new TreeSet<>();
    for (String line : output(image, "--list-modules").strip().split("\n", -1)) {
      String name = line.replaceFirst("@.*", "");
      if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
        modules.add(name);
      }
    }
    return modules;
  }

  private static String lastLineOf(Path image, String... arguments) throws Exception {
    String[] lines = output(image, arguments).strip().split("\n", -1);
    return lines[lines.length - 1];
  }

  private static String output(Path image, String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = image.resolve("bin/java").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Path errors = Files.createTempFile("linked-image", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertEquals(0, process.waitFor(), () -> said + read(errors));
      return said.strip();
    } finally {
      Files.delete(errors);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
