package berkeley.bench.contenders;

import berkeley.bench.process.CCompiler;
import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The wall clock of a single process, which can be wrong, drift and be stepped without changing the
 * system's.
 *
 * <p>A few lines of C ({@code src/main/c/wall_clock.c}), compiled here, replace the C library's
 * time of day for the process and add to it an offset from a file. The monotonic counter stays as
 * it is. Without a C compiler on the path there is no such clock. For one thread.
 */
final class InjectedWallClock implements AutoCloseable {
  private static final long MOST_SECONDS_WRONG = 1;

  private final Path library;
  private final Path file;
  private final double driftPpm;
  private long aheadNanos;

  private InjectedWallClock(Path library, Path file, long aheadNanos, double driftPpm) {
    this.library = library;
    this.file = file;
    this.aheadNanos = aheadNanos;
    this.driftPpm = driftPpm;
  }

  /**
   * Returns a clock that is so far ahead of the system's when a process begins, and runs fast.
   *
   * @param home the checkout, with the source
   * @throws CommandFailure if it cannot be compiled
   */
  static InjectedWallClock open(Path home, long aheadNanos, double driftPpm)
      throws IOException, InterruptedException {
    Path library = Files.createTempFile("berkeley-wall-clock", ".so");
    CCompiler.compile(home.resolve("bench/src/main/c/wall_clock.c"), library);
    Path file = Files.createTempFile("berkeley-wall-clock", "");
    InjectedWallClock clock = new InjectedWallClock(library, file, aheadNanos, driftPpm);
    clock.write();
    return clock;
  }

  /** Returns the environment of a process that uses this clock. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "BERKELEY_WALL_CLOCK", file.toString());
  }

  /**
   * Steps it forward, or back when negative, and checks it with a process that uses it.
   *
   * @throws CommandFailure if that process shows another time
   */
  void step(long nanos) throws IOException {
    aheadNanos += nanos;
    write();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(aheadNanos);
    long wrong = shown() - System.currentTimeMillis() / 1_000 - seconds;
    if (Math.abs(wrong) > MOST_SECONDS_WRONG) {
      throw CommandFailure.missing(
          "%s does not do its work: a clock set ahead by %d s is off that by %d s"
              .formatted(library, seconds, wrong));
    }
  }

  private long shown() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("date", "+%s");
    builder.environment().putAll(environment());
    byte[] said = builder.start().getInputStream().readAllBytes();
    return Long.parseLong(new String(said, StandardCharsets.UTF_8).strip());
  }

  private void write() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.nativeOrder());
    bytes.putLong(aheadNanos).putLong(Math.round(driftPpm * 1e3));
    // In place: the processes that use it have mapped the file.
    Files.write(file, bytes.array(), StandardOpenOption.WRITE);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(library);
    } catch (IOException e) {
      System.err.println("bench: %s stays behind: %s".formatted(file, e));
    }
  }
}
