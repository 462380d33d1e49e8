package berkeley.transport.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that was read from files, and is read again when they have changed.
 *
 * <p>Whoever asks looks at the files' times and sizes, at most once a second. What cannot be read,
 * because it is half written for instance, leaves the last good value in force; that is said once
 * for each state of the files. Safe for use by several threads.
 *
 * @param <T> what is read
 */
public final class ReloadedFiles<T> {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadedFiles.class);
  private static final long LOOK_NANOS = 1_000_000_000L;

  /** Reads the value from its files. */
  @FunctionalInterface
  public interface Loader<T> {

    /**
     * Reads it.
     *
     * @throws IOException if it cannot be read or is not valid, saying why in one line
     */
    T load() throws IOException;
  }

  private final List<Path> files;
  private final Loader<T> loader;
  private List<String> seen;
  private long lookedTicks = System.nanoTime();
  private T value;

  /**
   * Reads it for the first time.
   *
   * @param files what it is made from
   * @param loader reads them
   * @throws IOException if it cannot be read
   */
  public ReloadedFiles(List<Path> files, Loader<T> loader) throws IOException {
    this.files = List.copyOf(files);
    this.loader = loader;
    this.seen = look();
    this.value = loader.load();
  }

  /** The newest good value. */
  public synchronized T get() {
    long now = System.nanoTime();
    if (now - lookedTicks >= LOOK_NANOS) {
      lookedTicks = now;
      refresh();
    }
    return value;
  }

  private void refresh() {
    List<String> present = look();
    if (present.equals(seen)) {
      return;
    }
    seen = present;
    try {
      value = loader.load();
      LOG.info("read again, since it has changed file={}", files.get(0));
    } catch (IOException e) {
      LOG.warn("changed and not valid, the last good one stays: {}", e.getMessage());
    }
  }

  private List<String> look() {
    List<String> states = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        states.add("%s %d %s".formatted(now.lastModifiedTime(), now.size(), now.fileKey()));
      } catch (IOException e) {
        states.add("unreadable");
      }
    }
    return states;
  }
}
