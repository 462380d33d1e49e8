package berkeley.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder, which is deleted when it is closed. For one thread. */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  /** Makes a folder for its owner alone. */
  public TemporaryFolder(String name) throws IOException {
    path = Files.createTempDirectory(name);
  }

  /** Returns its path. */
  public Path path() {
    return path;
  }

  /** Deletes the folder with all that is in it. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    }
  }
}
