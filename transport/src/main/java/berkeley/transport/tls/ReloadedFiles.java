package berkeley.transport.tls;

import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that was read from files, and is read again when they have changed.
 *
 * <p>A caller checks the files' times and sizes, at most once a second. What cannot be read,
 * because it is half written for instance, leaves the last good value in force; that is logged once
 * for each state of the files. Safe for use by several threads.
 *
 * @param <T> what is read
 */
public final class ReloadedFiles<T> {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadedFiles.class);
  private static final long CHECK_NANOS = 1_000_000_000L;

  /** Reads the value from its files. */
  @FunctionalInterface
  public interface Loader<T> {

    /**
     * Reads the value.
     *
     * @throws IOException if it cannot be read or is not valid, saying why in one line
     */
    T load() throws IOException;
  }

  private final List<Path> files;
  private final Loader<T> loader;
  private List<String> seen;
  private long checkedTicks = HostTicks.now();
  private T value;

  /**
   * Reads the value for the first time.
   *
   * @param files the files that it is made from
   * @param loader reads them
   * @throws IOException if it cannot be read
   */
  public ReloadedFiles(List<Path> files, Loader<T> loader) throws IOException {
    this.files = List.copyOf(files);
    this.loader = loader;
    this.seen = states();
    this.value = loader.load();
  }

  /** Returns the newest good value. */
  public synchronized T get() {
    long now = HostTicks.now();
    if (now - checkedTicks >= CHECK_NANOS) {
      checkedTicks = now;
      refresh();
    }
    return value;
  }

  private void refresh() {
    List<String> present = states();
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

  private List<String> states() {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        found.add("%s %d %s".formatted(now.lastModifiedTime(), now.size(), now.fileKey()));
      } catch (IOException e) {
        found.add("unreadable");
      }
    }
    return found;
  }
}
