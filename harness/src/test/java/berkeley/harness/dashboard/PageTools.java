package berkeley.harness.dashboard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The programs with which the page's code is tested: Node.js, and what npm brings, in the versions
 * of {@code src/test/page/package-lock.json}. For tests, which are skipped where these are missing.
 */
public final class PageTools {

  private static final long LIMIT_SECONDS = 120;
  private static final Path SOURCES = Path.of("../harness/src/test/page");
  private static final Path FOLDER = Path.of("../harness/target/page-tools");

  private PageTools() {}

  /**
   * The result of a program.
   *
   * @param exitCode 0 if it found nothing wrong
   * @param output what it wrote
   */
  public record Run(int exitCode, String output) {}

  /** Returns the folder of the tests and the settings of the page's code. */
  public static Path sources() {
    return SOURCES;
  }

  /** Returns whether a program is on the PATH. */
  public static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /**
   * Returns the folder of the installed packages, which are installed if need be.
   *
   * @return empty where npm is missing or cannot bring them
   */
  public static synchronized Optional<Path> packages() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    try (FileChannel ours =
        FileChannel.open(
            FOLDER.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock unused = ours.lock(); // tests run in two processes; it ends with the channel
      return installed();
    }
  }

  private static Optional<Path> installed() throws IOException, InterruptedException {
    Path modules = FOLDER.resolve("node_modules");
    Path lock = FOLDER.resolve("package-lock.json");
    String wanted = Files.readString(SOURCES.resolve("package-lock.json"));
    if (Files.exists(modules.resolve(".package-lock.json"))
        && Files.exists(lock)
        && Files.readString(lock).equals(wanted)) {
      return Optional.of(modules);
    }
    if (!isOnPath("npm")) {
      return Optional.empty();
    }
    Files.writeString(
        FOLDER.resolve("package.json"), Files.readString(SOURCES.resolve("package.json")));
    Files.writeString(lock, wanted);
    Run install = run(FOLDER, List.of("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund"));
    return install.exitCode() == 0 ? Optional.of(modules) : Optional.empty();
  }

  /** Runs a program to its end. */
  public static Run run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " does not end: " + output);
    }
    return new Run(process.exitValue(), output);
  }
}
