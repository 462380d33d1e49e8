package berkeley.playground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs scripts in Node.js; where that is not installed, the test is skipped and says so. */
final class NodeJs {

  /** The compiled program, as it is in the jar. */
  static final Path SCRIPT =
      Path.of("target/classes/berkeley/playground/playground.js").toAbsolutePath();

  private static final long LIMIT_SECONDS = 120;

  private NodeJs() {}

  /** Returns what a script prints. */
  static String run(Path folder, String script, String... arguments)
      throws IOException, InterruptedException {
    assumeTrue(isInstalled(), "Node.js is not installed: the compiled program was not run");
    Path output = folder.resolve("output.txt");
    Path errors = folder.resolve("errors.txt");
    List<String> command = new ArrayList<>(List.of("node", "-e", script));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the script does not end");
    } finally {
      process.destroyForcibly();
    }
    assertEquals("", Files.readString(errors));
    assertEquals(0, process.exitValue());
    return Files.readString(output);
  }

  private static boolean isInstalled() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "node"))
        .anyMatch(Files::isExecutable);
  }
}
