package berkeley.harness.report;

import berkeley.harness.console.CommandFailure;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A file that is written beside its place, and moved there when it is complete: a failure leaves
 * what was there before. What is no ordinary file, such as a device, is written directly. For one
 * thread.
 */
final class OutputFile implements AutoCloseable {

  private final Path file;
  private final Path written;
  private final PrintWriter writer;

  private OutputFile(Path file, Path written, PrintWriter writer) {
    this.file = file;
    this.written = written;
    this.writer = writer;
  }

  /**
   * Opens it.
   *
   * @throws CommandFailure with exit code 3 if it cannot be written
   */
  static OutputFile open(Path file) {
    boolean isOrdinary = !Files.exists(file) || Files.isRegularFile(file);
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path beside = target.resolveSibling(target.getFileName() + ".part");
      Path written = isOrdinary ? beside : file;
      PrintWriter writer =
          new PrintWriter(Files.newBufferedWriter(written, StandardCharsets.UTF_8), false);
      return new OutputFile(isOrdinary ? target : file, written, writer);
    } catch (IOException e) {
      throw unwritable(file, LogText.of(e), e);
    }
  }

  /**
   * Refuses files of which one would be written over another.
   *
   * @throws CommandFailure with exit code 2 if two are the same
   */
  static void requireDifferent(List<Path> files) {
    for (int i = 0; i < files.size(); i++) {
      for (int j = i + 1; j < files.size(); j++) {
        if (isSame(files.get(i), files.get(j))) {
          throw CommandFailure.usage(
              "%s and %s are the same file; give another one"
                  .formatted(files.get(i), files.get(j)));
        }
      }
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
          || (Files.isRegularFile(one)
              && Files.isRegularFile(other)
              && Files.isSameFile(one, other));
    } catch (IOException e) {
      throw CommandFailure.missing("%s cannot be read: %s".formatted(one, LogText.of(e)), e);
    }
  }

  PrintWriter writer() {
    return writer;
  }

  /**
   * Puts it in its place.
   *
   * @throws CommandFailure with exit code 3 if not all of it could be written
   */
  void complete() {
    writer.close();
    if (writer.checkError()) {
      throw unwritable(file, "not all of it fits there", null);
    }
    if (!written.equals(file)) {
      try {
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw unwritable(file, LogText.of(e), e);
      }
    }
  }

  /** Removes what is not complete. */
  @Override
  public void close() {
    writer.close();
    if (!written.equals(file)) {
      try {
        Files.deleteIfExists(written);
      } catch (IOException e) {
        throw unwritable(written, LogText.of(e), e);
      }
    }
  }

  private static CommandFailure unwritable(Path file, String why, Throwable cause) {
    return CommandFailure.missing(
        "%s cannot be written (%s); give another file".formatted(file, why), cause);
  }
}
