package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same sources, built once more in another folder. One file differs: TeaVM numbers some lambdas
 * of the playground in another order each time.
 */
@Tag("full")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ReproducibleBuildIT {

  private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "node_modules");
  private static final Path LAUNCHER = Path.of("launcher", "target");
  private static final String COMPILED_TO_JAVASCRIPT = "berkeley/playground/playground.js";

  @TempDir private Path folder;

  @Test
  void aSecondBuildGivesTheSameBytes() throws Exception {
    Path second = folder.resolve("second");
    copySources(Rig.HOME, second);
    build(second);
    List<Path> jars = ownJars();
    assertTrue(jars.size() > 9, jars::toString);
    for (Path jar : jars) {
      if (jar.getFileName().toString().startsWith("berkeley-playground-")) {
        assertSameEntries(Rig.HOME.resolve(jar), second.resolve(jar));
      } else {
        assertEquals(-1, Files.mismatch(Rig.HOME.resolve(jar), second.resolve(jar)), jar::toString);
      }
    }
  }

  private static void assertSameEntries(Path first, Path second) throws IOException {
    try (ZipFile one = new ZipFile(first.toFile());
        ZipFile other = new ZipFile(second.toFile())) {
      List<String> names = one.stream().map(ZipEntry::getName).toList();
      assertEquals(names, other.stream().map(ZipEntry::getName).toList());
      for (String name : names) {
        if (!name.equals(COMPILED_TO_JAVASCRIPT)) {
          assertArrayEquals(bytes(one, name), bytes(other, name), name);
        }
      }
      assertEquals(
          one.getEntry(COMPILED_TO_JAVASCRIPT).getSize(),
          other.getEntry(COMPILED_TO_JAVASCRIPT).getSize(),
          "the same functions");
    }
  }

  private static byte[] bytes(ZipFile jar, String name) throws IOException {
    try (InputStream entry = jar.getInputStream(jar.getEntry(name))) {
      return entry.readAllBytes();
    }
  }

  /** The command's jar, and those of all modules that it needs. */
  private static List<Path> ownJars() throws IOException {
    try (Stream<Path> all = Files.list(Rig.HOME.resolve(LAUNCHER).resolve("lib"))) {
      return Stream.concat(
              Stream.of(LAUNCHER.resolve("berkeley-launcher.jar")),
              all.map(Rig.HOME::relativize)
                  .filter(jar -> jar.getFileName().toString().startsWith("berkeley-")))
          .toList();
    }
  }

  private void build(Path sources) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process maven =
        new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-o",
                "-B",
                "-q",
                "-DskipTests",
                "-Djacoco.skip",
                "-Dspotless.check.skip",
                "-pl",
                "launcher",
                "-am",
                "package")
            .directory(sources.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertEquals(0, maven.waitFor(), () -> read(log));
    } finally {
      maven.destroy();
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void copySources(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_SOURCES.contains(dir.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(dir)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile() && !file.getFileName().toString().equals(".git")) {
              Files.copy(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
