package berkeley.harness.process;

import berkeley.harness.console.CommandFailure;
import berkeley.simulator.text.Units;
import berkeley.transport.log.LogText;
import berkeley.transport.ticks.HostTicks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A child process that prints a READY line when it serves and ends when its standard input ends, so
 * that it also ends with this process, whatever ends that. Its output is read at all times. Safe
 * for use by several threads.
 */
public final class ChildProcess {

  private static final int ERROR_LINES_KEPT = 5;
  private static final Duration END_LIMIT = Duration.ofSeconds(3);

  private final String name;
  private final Process process;
  private final boolean keepsErrors;
  private final Deque<String> errorLines = new ArrayDeque<>();
  private final CompletableFuture<ReadyLine> ready = new CompletableFuture<>();

  private ChildProcess(String name, Process process, boolean keepsErrors) {
    this.name = name;
    this.process = process;
    this.keepsErrors = keepsErrors;
  }

  /**
   * Starts a child and keeps the last lines that it writes to its standard error.
   *
   * @throws CommandFailure if it cannot be started
   */
  public static ChildProcess start(String name, List<String> commandLine) {
    return start(name, commandLine, Redirect.PIPE, line -> {});
  }

  /**
   * Starts a child.
   *
   * @param name what messages call it
   * @param errors where its standard error goes; of a pipe the last lines are kept
   * @param output receives each line of its standard output, on a thread of its own
   * @throws CommandFailure if it cannot be started
   */
  public static ChildProcess start(
      String name, List<String> commandLine, Redirect errors, Consumer<String> output) {
    ProcessBuilder builder = new ProcessBuilder(commandLine).redirectError(errors);
    // The berkeley script must not build what it runs while others are measured.
    builder.environment().put("BERKELEY_BUILD", "never");
    boolean keepsErrors = errors.equals(Redirect.PIPE);
    ChildProcess child;
    try {
      child = new ChildProcess(name, builder.start(), keepsErrors);
    } catch (IOException e) {
      throw CommandFailure.missing("a JVM cannot be started: " + LogText.of(e), e);
    }
    child.readAll(
        child.process.getInputStream(),
        line -> {
          ReadyLine.parse(line).ifPresent(child.ready::complete);
          output.accept(line);
        });
    if (keepsErrors) {
      child.readAll(child.process.getErrorStream(), child::keepError);
    }
    return child;
  }

  /** Returns the name by which messages call it. */
  public String name() {
    return name;
  }

  /** Returns its process id. */
  public long pid() {
    return process.pid();
  }

  /**
   * Waits for its READY line.
   *
   * @throws CommandFailure if it does not come within the limit, or the child ends before
   */
  public ReadyLine awaitReady(Duration limit) throws InterruptedException {
    try {
      return CompletableFuture.anyOf(ready, process.onExit())
          .thenCompose(first -> ready.isDone() ? ready : notReady())
          .get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw failure("did not come up within " + Units.text(limit));
    }
  }

  private static CompletableFuture<ReadyLine> notReady() {
    return CompletableFuture.failedFuture(new IllegalStateException("ended before it was ready"));
  }

  /** Returns its READY line, if that has come already. */
  public Optional<ReadyLine> ready() {
    return Optional.ofNullable(ready.getNow(null));
  }

  /** Returns the exit code, if the process has ended. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Fails unless it still runs.
   *
   * @throws CommandFailure with its exit code and its last lines
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw failure("ended");
    }
  }

  /** Returns the last lines of its standard error, if they are kept. */
  public List<String> lastErrorLines() {
    synchronized (errorLines) {
      return List.copyOf(errorLines);
    }
  }

  /** Returns a failure that names this process, what happened to it and its last lines. */
  public CommandFailure failure(String what) {
    List<String> last = lastErrorLines();
    return CommandFailure.aimMissed(
        "the process of %s %s%s"
            .formatted(
                name,
                exitCode().isPresent() ? "ended with exit code " + exitCode().getAsInt() : what,
                keepsErrors
                    ? "; it said last: " + (last.isEmpty() ? "nothing" : String.join(" | ", last))
                    : ""));
  }

  /** Writes a line to its standard input. */
  public void send(String line) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  /** Sends SIGTERM. */
  public void askToEnd() {
    process.destroy();
  }

  /** Sends SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Sends SIGKILL and waits until the process is gone. */
  public void killAndWait() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits until the process has ended; sends SIGKILL at the deadline. */
  public void awaitEnd(long deadlineTicks) throws InterruptedException {
    long left = Math.max(0, deadlineTicks - HostTicks.now());
    if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
      kill();
    }
  }

  /** Asks all to end, the last one first, and kills those that still run after three seconds. */
  public static void endAll(List<ChildProcess> children) {
    List<ChildProcess> lastFirst = new ArrayList<>(children);
    Collections.reverse(lastFirst);
    lastFirst.forEach(ChildProcess::askToEnd);
    long deadlineTicks = HostTicks.now() + END_LIMIT.toNanos();
    try {
      for (ChildProcess child : lastFirst) {
        child.awaitEnd(deadlineTicks);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lastFirst.forEach(ChildProcess::kill);
    }
  }

  private void keepError(String line) {
    synchronized (errorLines) {
      if (errorLines.size() == ERROR_LINES_KEPT) {
        errorLines.removeFirst();
      }
      errorLines.addLast(line);
    }
  }

  private void readAll(InputStream stream, Consumer<String> sink) {
    Thread thread = new Thread(() -> readLines(stream, sink), "output-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void readLines(InputStream stream, Consumer<String> sink) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      reader.lines().forEach(sink);
    } catch (UncheckedIOException | IOException e) {
      keepError("(its output broke off: " + e.getMessage() + ")");
    }
  }
}
