package berkeley.launcher.process;

import berkeley.harness.process.ReadyLine;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A command in a process of its own, started by the script; its output is kept. */
final class RunningCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int LAST_WORDS = 12;

  private final List<String> commandLine;
  private final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new ArrayList<>();

  private RunningCommand(List<String> commandLine, Process process) {
    this.commandLine = commandLine;
    this.process = process;
    read(process.getInputStream(), out);
    read(process.getErrorStream(), err);
  }

  static RunningCommand start(ProcessBuilder builder) throws IOException {
    return new RunningCommand(builder.command(), builder.start());
  }

  /** Waits for the READY line. */
  ReadyLine ready() {
    Awaitility.await(this + " is ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .failFast(this + " ended", () -> !process.isAlive())
        .until(() -> out.stream().anyMatch(line -> line.startsWith("READY")));
    return out.stream().flatMap(line -> ReadyLine.parse(line).stream()).findFirst().orElseThrow();
  }

  /** Waits for the end, and for all its output. */
  int exitCode() throws InterruptedException {
    return exitCode(PATIENCE);
  }

  /** Waits for the exit code for a longer time. */
  int exitCode(Duration timeout) throws InterruptedException {
    if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(this + " does not end");
    }
    for (Thread reader : readers) {
      reader.join(PATIENCE.toMillis());
    }
    return process.exitValue();
  }

  /** Sends a signal, STOP for example. */
  void signal(String name) throws IOException, InterruptedException {
    int failed =
        new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (failed != 0) {
      throw new IOException("no signal could be sent to " + this);
    }
  }

  /** Returns the rounds that a {@code master --json} has printed so far. */
  List<Map<String, Object>> rounds() {
    return out.stream().filter(line -> line.startsWith("{")).map(RunningCommand::json).toList();
  }

  /** Returns its output as one JSON document. */
  Map<String, Object> document() {
    return json(out.get(out.size() - 1));
  }

  List<String> out() {
    return out;
  }

  List<String> err() {
    return err;
  }

  Process process() {
    return process;
  }

  /** Returns the end of its log, to explain a failed test. */
  String lastWords() {
    return "%s%n  out: %s%n  err: %s"
        .formatted(
            String.join(" ", commandLine),
            String.join("\n       ", tail(out)),
            String.join("\n       ", tail(err)));
  }

  private static List<String> tail(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size());
  }

  /** Kills it, even if it is stopped. */
  void end() {
    process.destroyForcibly();
  }

  private static Map<String, Object> json(String line) {
    try {
      return JSON.std.mapFrom(line);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + line, e);
    }
  }

  private void read(InputStream stream, List<String> lines) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader text =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                text.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException e) {
                lines.add("(broken off: " + e.getMessage() + ")");
              }
            });
    reader.setDaemon(true);
    reader.start();
    readers.add(reader);
  }

  @Override
  public String toString() {
    return "%s (pid %d) out=%s err=%s"
        .formatted(
            String.join(" ", commandLine.subList(1, commandLine.size())), process.pid(), out, err);
  }
}
