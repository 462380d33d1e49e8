package berkeley.bench.counter;

import berkeley.bench.process.CCompiler;
import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The steered counter of single processes: their {@link System#nanoTime} runs fast or slow while
 * this process's does not, so the truth about them is known.
 *
 * <p>Some C ({@code src/main/c/steered_counter.c}), compiled here, stands before the C library's
 * reading of clocks. For one thread.
 */
final class SteeredCounter implements AutoCloseable {

  private static final int MOST_PIECES = 64;
  private static final long LEAD_NANOS = 50_000_000;
  private static final double BILLION = 1e9;

  /**
   * A piece of constant rate.
   *
   * @param from the true counter where it begins
   * @param steeredFrom the steered counter there
   * @param ratio by how much the steered counter runs fast
   */
  private record Piece(long from, long steeredFrom, double ratio) {}

  private final Path folder;
  private final MappedByteBuffer shared;
  private final List<Piece> pieces = new ArrayList<>();

  private SteeredCounter(Path folder) throws IOException {
    this.folder = folder;
    try (FileChannel file =
        FileChannel.open(
            file(folder),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      shared = file.map(MapMode.READ_WRITE, 0, Long.BYTES * (1 + 2L * MOST_PIECES));
      shared.order(ByteOrder.nativeOrder());
    }
  }

  private static Path file(Path folder) {
    return folder.resolve("pieces");
  }

  private static Path library(Path folder) {
    return folder.resolve("steered_counter.so");
  }

  /**
   * Compiles the C and returns a counter that runs as the host's does.
   *
   * @param home the checkout, with the source
   * @throws CommandFailure if there is no C compiler, or it cannot be compiled
   */
  static SteeredCounter open(Path home) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("berkeley-steered-counter");
    SteeredCounter counter = new SteeredCounter(folder);
    try {
      CCompiler.compile(home.resolve("bench/src/main/c/steered_counter.c"), library(folder));
    } catch (IOException | InterruptedException | RuntimeException e) {
      counter.close();
      throw e;
    }
    return counter;
  }

  /** Returns the environment of a process whose counter this is. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library(folder).toString(),
        "BERKELEY_STEERED_COUNTER",
        file(folder).toString());
  }

  /**
   * Lets it run at another rate from a moment later on, and waits until it does.
   *
   * @param ppm by how much it runs fast, in ppm; 0 for as the host's
   */
  void steer(double ppm) throws InterruptedException {
    if (pieces.size() == MOST_PIECES) {
      throw new IllegalStateException("no more than %d pieces".formatted(MOST_PIECES));
    }
    long from = System.nanoTime() + LEAD_NANOS;
    long billionths = Math.round(ppm * 1e3);
    int at = Long.BYTES * (1 + 2 * pieces.size());
    shared.putLong(at, from);
    shared.putLong(at + Long.BYTES, billionths);
    VarHandle.releaseFence();
    shared.putLong(0, pieces.size() + 1);
    pieces.add(new Piece(from, steeredAt(from), billionths / BILLION));
    TimeUnit.NANOSECONDS.sleep(2 * LEAD_NANOS);
  }

  private long steeredAt(long truth) {
    if (pieces.isEmpty()) {
      return truth;
    }
    Piece last = pieces.get(pieces.size() - 1);
    return last.steeredFrom + (truth - last.from) + (long) ((truth - last.from) * last.ratio);
  }

  /** Returns what the host's counter showed when the steered one showed the given value. */
  long truthAt(long steered) {
    for (int i = pieces.size() - 1; i >= 0; i--) {
      Piece piece = pieces.get(i);
      long since = steered - piece.steeredFrom;
      if (since >= 0) {
        return piece.from + since - (long) (since * (piece.ratio / (1 + piece.ratio)));
      }
    }
    return steered;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(library(folder));
    Files.deleteIfExists(file(folder));
    Files.deleteIfExists(folder);
  }
}
