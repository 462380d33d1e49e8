package berkeley.launcher.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Standard output that is missed when it is lost: a full disk, or a pipe that nobody reads any
 * more, is noticed at the first write that fails, whoever writes. A {@link PrintStream} alone would
 * go on in silence. It is UTF-8 in every locale. Safe for use by several threads.
 */
public final class GuardedOutput {

  private final AtomicReference<IOException> lost = new AtomicReference<>();
  private final Consumer<IOException> onLost;
  private final PrintStream stream;

  /**
   * Guards a stream.
   *
   * @param out where bytes go
   * @param onLost told once, on the thread whose write has failed
   */
  public GuardedOutput(OutputStream out, Consumer<IOException> onLost) {
    this.onLost = onLost;
    this.stream = new PrintStream(new Watched(out), true, StandardCharsets.UTF_8);
  }

  /** Guards this process's standard output, in place of what {@link System#out} was. */
  public static GuardedOutput install(Consumer<IOException> onLost) {
    GuardedOutput guarded = new GuardedOutput(new FileOutputStream(FileDescriptor.out), onLost);
    System.setOut(guarded.stream);
    return guarded;
  }

  /** Returns the stream to print to. */
  public PrintStream stream() {
    return stream;
  }

  /** Writes what is left, and returns what was lost, empty if nothing. */
  public Optional<IOException> finish() {
    stream.flush();
    return Optional.ofNullable(lost.get());
  }

  private void lost(IOException problem) {
    if (lost.compareAndSet(null, problem)) {
      onLost.accept(problem);
    }
  }

  private final class Watched extends FilterOutputStream {

    Watched(OutputStream out) {
      super(out);
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
        lost(e);
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        lost(e);
        throw e;
      }
    }
  }
}
