package berkeley.bench.contenders;

import berkeley.bench.AbsentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The wall clock of a single process, which can be stepped without touching the system's.
 *
 * <p>libfaketime (Debian: {@code apt install libfaketime}) stands between the process and the
 * system's calls for time, and leaves the monotonic counter alone; that makes reading it slower all
 * the same. Where it is not installed there is no such clock. For one thread.
 */
final class WallClock implements AutoCloseable {
  private static final List<Path> USUAL_PLACES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"),
          Path.of("/usr/lib64/faketime/libfaketime.so.1"),
          Path.of("/usr/local/lib/faketime/libfaketime.so.1"));

  private static final long MOST_SECONDS_WRONG = 1;

  private final Path library;
  private final Path file;
  private long seconds;

  private WallClock(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /** The library, if it is in one of its usual places. */
  static Optional<Path> library() {
    return USUAL_PLACES.stream().filter(Files::isReadable).findFirst();
  }

  /** One that is right as yet. */
  static WallClock open(Path library) throws IOException {
    WallClock clock = new WallClock(library, Files.createTempFile("berkeley-wall-clock", ""));
    clock.write();
    return clock;
  }

  /** What a process needs in its environment to go by it. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", file.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "DONT_FAKE_MONOTONIC", "1");
  }

  /**
   * Steps it by whole seconds, which takes a second to be noticed, and looks whether a process that
   * is started now goes by it.
   *
   * @throws AbsentException if it does not
   */
  void step(long nanos) throws IOException {
    seconds += TimeUnit.NANOSECONDS.toSeconds(nanos);
    write();
    long wrong = shown() - System.currentTimeMillis() / 1_000 - seconds;
    if (Math.abs(wrong) > MOST_SECONDS_WRONG) {
      throw new AbsentException(
          "%s does not do its work: a clock stepped by %d s is off that by %d s"
              .formatted(library, seconds, wrong));
    }
  }

  private long shown() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("date", "+%s");
    builder.environment().putAll(environment());
    byte[] said = builder.start().getInputStream().readAllBytes();
    return Long.parseLong(new String(said, StandardCharsets.UTF_8).strip());
  }

  /** In one move, so that nobody reads half of it. */
  private void write() throws IOException {
    Path whole = Files.createTempFile("berkeley-wall-clock", "");
    Files.writeString(whole, "%+d\n".formatted(seconds));
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.err.println("bench: %s stays behind: %s".formatted(file, e));
    }
  }
}
