package berkeley.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archives, unpacked where there is neither Maven nor a checkout. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ArchiveIT {

  private static final Path TARGET = Path.of(System.getProperty("distribution.folder"));
  private static final String NAME = "berkeley-" + System.getProperty("distribution.version");

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void nameItWithASpace() throws IOException {
    folder = Files.createDirectory(temporary.resolve("some folder"));
  }

  private void unzip() throws IOException {
    try (ZipFile zip = new ZipFile(TARGET.resolve(NAME + ".zip").toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        Path to = folder.resolve(entry.getName()).normalize();
        assertTrue(to.startsWith(folder), entry::getName);
        if (entry.isDirectory()) {
          Files.createDirectories(to);
        } else {
          Files.createDirectories(to.getParent());
          try (InputStream bytes = zip.getInputStream(entry)) {
            Files.copy(bytes, to);
          }
        }
      }
    }
  }

  private record Ended(int code, String output) {}

  private Ended run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private Ended byJar(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(folder.resolve(NAME).resolve("berkeley.jar").toString());
    command.addAll(Arrays.asList(arguments));
    return run(command.toArray(String[]::new));
  }

  @Test
  void theJarDoesAllThatTheScriptDoes() throws Exception {
    unzip();
    Ended version = byJar("--version");
    assertEquals(0, version.code(), version::output);
    // A demo needs the policy, and starts processes of its own.
    Ended demo =
        byJar("demo", "--rounds", "4", "--slaves", "2", "--period", "300ms", "--seed", "1");
    assertEquals(0, demo.code(), demo::output);
    assertTrue(demo.output().contains("no invariant violated"), demo::output);
  }

  @Test
  void theScriptRunsWithoutMavenAndWithoutACheckout() throws Exception {
    Ended unpacked =
        run("tar", "-xzf", TARGET.resolve(NAME + ".tar.gz").toString(), "-C", folder.toString());
    assertEquals(0, unpacked.code(), unpacked::output);
    Path home = folder.resolve(NAME);
    Ended version = run(home.resolve("berkeley").toString(), "--version");
    assertEquals(0, version.code(), version::output);
    for (String each : List.of("LICENSE", "README.md", "policy/hosts", "docs/operations.md")) {
      assertTrue(Files.exists(home.resolve(each)), each);
    }
    String batch = Files.readString(home.resolve("berkeley.cmd"));
    assertEquals(batch.lines().count(), batch.split("\r\n", -1).length - 1, "lines end with CR LF");
  }
}
