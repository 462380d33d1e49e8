package berkeley.harness.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that a command writes. Each is written beside its place and moved there when all are
 * complete, so that whoever looks finds the old one or the new one, and a full disk costs neither.
 * What is no ordinary file, such as a pipe, is written at once. None may be a file that is read,
 * nor one of the others. For one thread.
 */
public final class OutputFiles implements AutoCloseable {

  private final List<Path> inputs;
  private final List<Output> outputs = new ArrayList<>();

  /**
   * Begins a command's output.
   *
   * @param inputs the files that it reads; they need not exist
   */
  public OutputFiles(List<Path> inputs) {
    this.inputs = List.copyOf(inputs);
  }

  /** One file, and what became of it. */
  private static final class Output extends OutputStream {
    final String option;
    final Path named;
    final Path place;
    final Optional<Path> beside;
    final OutputStream out;
    Optional<IOException> failure = Optional.empty();
    Optional<PrintWriter> text = Optional.empty();
    boolean moved;

    Output(String option, Path named, Path place, Optional<Path> beside) throws IOException {
      this.option = option;
      this.named = named;
      this.place = place;
      this.beside = beside;
      this.out = new BufferedOutputStream(Files.newOutputStream(beside.orElse(place)));
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        failure = failure.isEmpty() ? Optional.of(e) : failure;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        failure = failure.isEmpty() ? Optional.of(e) : failure;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      text.ifPresent(PrintWriter::flush);
      out.close();
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
  }

  /**
   * Opens a file for text in UTF-8. Errors show at {@link #complete}.
   *
   * @param option the option that names it
   * @throws CommandFailure with exit code 2 if it is also read or written otherwise, 3 if it cannot
   *     be written
   */
  public PrintWriter text(String option, Path file) {
    Output output = open(option, file);
    PrintWriter writer =
        new PrintWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8), false);
    output.text = Optional.of(writer);
    return writer;
  }

  /**
   * Opens a file for bytes.
   *
   * @param option the option that names it
   * @throws CommandFailure as {@link #text} does
   */
  public OutputStream bytes(String option, Path file) {
    return open(option, file);
  }

  private Output open(String option, Path file) {
    requireApart(option, file, inputs);
    for (Output other : outputs) {
      if (isSame(file, other.named)) {
        throw CommandFailure.usage(
            "%s and %s: both are %s; give two files".formatted(other.option, option, file));
      }
    }
    try {
      Output output = create(option, file);
      outputs.add(output);
      return output;
    } catch (IOException e) {
      throw unwritable(option, file, e);
    }
  }

  private static Output create(String option, Path file) throws IOException {
    boolean ordinary = Files.isRegularFile(file) || !Files.exists(file);
    if (!ordinary || (Files.isSymbolicLink(file) && !Files.exists(file))) {
      return new Output(option, file, file, Optional.empty());
    }
    Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(place) && !Files.isWritable(place)) {
      throw new AccessDeniedException(file.toString());
    }
    String name = place.getFileName() + "." + ProcessHandle.current().pid() + ".part";
    return new Output(option, file, place, Optional.of(place.resolveSibling(name)));
  }

  /**
   * Completes all files and moves them to their places.
   *
   * @throws CommandFailure with exit code 3 if one could not be written to its end; then none has
   *     changed that was written beside its place
   */
  public void complete() {
    for (Output output : outputs) {
      try {
        output.close();
      } catch (IOException e) {
        throw unwritable(output.option, output.named, e);
      }
    }
    for (Output output : outputs) {
      output.beside.ifPresent(beside -> move(output, beside));
    }
  }

  private static void move(Output output, Path beside) {
    try {
      if (Files.exists(output.place)) {
        keepPermissions(output.place, beside);
      }
      Files.move(
          beside,
          output.place,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
      output.moved = true;
    } catch (IOException e) {
      throw unwritable(output.option, output.named, e);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    if (Files.getFileStore(from).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }

  /** Takes away what has not been completed. */
  @Override
  public void close() {
    for (Output output : outputs) {
      if (!output.moved) {
        try {
          output.out.close();
        } catch (IOException e) {
          output.failure = Optional.of(e); // told already, or nobody wants the file any more
        }
        output.beside.ifPresent(OutputFiles::delete);
      }
    }
  }

  private static void delete(Path beside) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      throw CommandFailure.missing(
          "%s cannot be taken away (%s)".formatted(beside, FileProblem.reason(e)), e);
    }
  }

  /**
   * Makes sure that an output is none of the files that a command reads, by any name or link.
   *
   * @param option the option that names the output
   * @throws CommandFailure with exit code 2 if it is
   */
  public static void requireApart(String option, Path output, List<Path> inputs) {
    for (Path input : inputs) {
      if (isSame(output, input)) {
        throw CommandFailure.usage(
            "%s: %s is read as well, and would be lost; give another file"
                .formatted(option, output));
      }
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      if (Files.exists(one) && Files.exists(other)) {
        return Files.isRegularFile(one) && Files.isSameFile(one, other);
      }
    } catch (IOException e) {
      return false; // whoever opens them says why
    }
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private static CommandFailure unwritable(String option, Path file, IOException problem) {
    return CommandFailure.missing(
        "%s: %s cannot be written (%s); give another file"
            .formatted(option, file, FileProblem.reason(problem)),
        problem);
  }
}
