package berkeley.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /** The name and the version of a library. */
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d.*)\\.jar");

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

  /** In the bill of materials, and, unless it is this project's, with its licence. */
  private static void everyLibraryIsNamed(Path home, List<String> jars) throws IOException {
    String bill = Files.readString(home.resolve("sbom.cdx.json"));
    String licences = Files.readString(home.resolve("THIRD-PARTY.txt"));
    assertTrue(jars.size() > 40, jars::toString);
    for (String jar : jars) {
      Matcher parts = JAR.matcher(jar);
      assertTrue(parts.matches(), jar);
      assertTrue(bill.contains("/%s@%s?type=jar".formatted(parts.group(1), parts.group(2))), jar);
      assertEquals(
          !jar.startsWith("berkeley-"),
          licences.contains(":%s:%s ".formatted(parts.group(1), parts.group(2))),
          jar);
    }
    assertFalse(bill.contains("junit"), "nothing that only tests");
    for (String each : List.of("licences/LGPL-3.txt", "licences/GPL-3.txt")) {
      assertTrue(Files.exists(home.resolve(each)), each);
    }
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
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      everyLibraryIsNamed(home, jars.map(jar -> jar.getFileName().toString()).toList());
    }
    String batch = Files.readString(home.resolve("berkeley.cmd"));
    assertEquals(batch.lines().count(), batch.split("\r\n", -1).length - 1, "lines end with CR LF");
  }
}
