package berkeley.harness.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A child JVM: its output is drained at all times, its READY line noted, its last words on stderr
 * kept. It holds on to our end of its standard input and dies when that closes.
 */
public final class ChildProcess {

  private static final int LAST_WORDS = 5;

  private final String name;
  private final Process process;
  private final OutputTail lastWords = new OutputTail(LAST_WORDS);
  private final CompletableFuture<ReadyLine> ready = new CompletableFuture<>();

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Starts a child. */
  public static ChildProcess start(String name, List<String> commandLine) throws IOException {
    ChildProcess child = new ChildProcess(name, new ProcessBuilder(commandLine).start());
    child.drain(child.process.getInputStream(), child::noteReady);
    child.drain(child.process.getErrorStream(), child.lastWords::add);
    return child;
  }

  /** What it is called in messages. */
  public String name() {
    return name;
  }

  /**
   * Waits for the READY line.
   *
   * @return empty if it did not come in time, or the child ended before
   */
  public Optional<ReadyLine> awaitReady(Duration limit) throws InterruptedException {
    try {
      return Optional.of(
          CompletableFuture.anyOf(ready, process.onExit())
              .thenCompose(first -> ready.isDone() ? ready : notReady())
              .get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    }
  }

  /** Its READY line, if that has come already. */
  public Optional<ReadyLine> ready() {
    return Optional.ofNullable(ready.isCompletedExceptionally() ? null : ready.getNow(null));
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Says something to it, on its standard input. */
  public void say(String line) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  /** How it ended, if it has. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** The last lines that it wrote on stderr. */
  public List<String> lastWords() {
    return lastWords.lines();
  }

  /** Asks it to end in good order. */
  public void askToEnd() {
    process.destroy();
  }

  /** Waits until it has ended; ends it by force at the deadline. */
  public void awaitEnd(long deadlineTicks) throws InterruptedException {
    long left = Math.max(0, deadlineTicks - System.nanoTime());
    if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
      endByForce();
    }
  }

  /** Ends it at once. */
  public void endByForce() {
    process.destroyForcibly();
  }

  private static CompletableFuture<ReadyLine> notReady() {
    return CompletableFuture.failedFuture(new IllegalStateException("ended before it was ready"));
  }

  private void noteReady(String line) {
    ReadyLine.parse(line).ifPresent(ready::complete);
  }

  private void drain(InputStream stream, Consumer<String> sink) {
    Thread thread = new Thread(() -> readLines(stream, sink), "drain-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void readLines(InputStream stream, Consumer<String> sink) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      reader.lines().forEach(sink);
    } catch (UncheckedIOException | IOException e) {
      sink.accept("(its output broke off: " + e.getMessage() + ")");
    }
  }
}
