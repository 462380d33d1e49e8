package berkeley.bench.process;

import berkeley.bench.result.MissingRequirementException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process that says READY with its port when it serves, and that ends when its standard input
 * does: so it also ends with this process, whatever ends that. What it says on stderr is shown.
 */
public final class BenchChild {
  private static final Pattern READY = Pattern.compile("READY (?:.* )?port=(\\d+)(?: .*)?");
  private static final int END_SECONDS = 3;

  private final String name;
  private final Process process;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private final Consumer<String> lines;
  private volatile String readyLine = "";
  private volatile boolean ending;

  private BenchChild(String name, Process process, Consumer<String> lines) {
    this.name = name;
    this.process = process;
    this.lines = lines;
  }

  /** Starts it. */
  public static BenchChild start(String name, List<String> command) throws IOException {
    return start(name, command, ProcessBuilder.Redirect.INHERIT, line -> {});
  }

  /**
   * Starts it, and listens to what it says.
   *
   * @param errors where its stderr goes
   * @param lines is told each line of its stdout, on a thread of its own
   */
  public static BenchChild start(
      String name, List<String> command, ProcessBuilder.Redirect errors, Consumer<String> lines)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
    // A process must not build what it runs while others are measured.
    builder.environment().put("BERKELEY_BUILD", "never");
    BenchChild child = new BenchChild(name, builder.start(), lines);
    Thread thread = new Thread(child::drain, "drain-" + name);
    thread.setDaemon(true);
    thread.start();
    return child;
  }

  private void drain() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(this::read);
    } catch (IOException | UncheckedIOException e) {
      if (!ending) {
        System.err.println("bench: the output of " + name + " broke off: " + e);
      }
    }
    port.completeExceptionally(new MissingRequirementException(name + " ended before it served"));
  }

  private void read(String line) {
    Matcher ready = READY.matcher(line);
    if (ready.matches()) {
      readyLine = line;
      port.complete(Integer.valueOf(ready.group(1)));
    }
    lines.accept(line);
  }

  /**
   * Waits until it serves.
   *
   * @throws MissingRequirementException if it does not in time
   */
  public int awaitPort(Duration patience) throws MissingRequirementException, InterruptedException {
    try {
      return port.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new MissingRequirementException(e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw new MissingRequirementException(
          "%s did not come up within %s".formatted(name, patience));
    }
  }

  /** What its READY line says under a key; empty if it says nothing of it, or nothing yet. */
  public Optional<String> said(String key) {
    return Stream.of(readyLine.split(" "))
        .filter(word -> word.startsWith(key + "="))
        .map(word -> word.substring(key.length() + 1))
        .findFirst();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /**
   * Sends it a signal.
   *
   * @param name such as STOP
   */
  public void signal(String name) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    if (exit != 0) {
      throw new MissingRequirementException("%s could not be sent %s".formatted(this.name, name));
    }
  }

  /** Ends it without warning, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Says a line to it. */
  public void say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /**
   * Fails unless it still runs.
   *
   * @throws MissingRequirementException with its exit code
   */
  public void requireAlive() throws MissingRequirementException {
    if (!process.isAlive()) {
      throw new MissingRequirementException(
          "%s ended with exit code %d".formatted(name, process.exitValue()));
    }
  }

  /** Ends them, the last one first: in good order where they let it, else by force. */
  public static void endAll(List<BenchChild> children) {
    List<BenchChild> last = new ArrayList<>(children);
    Collections.reverse(last);
    try {
      for (BenchChild child : last) {
        child.ending = true;
        child.process.destroy();
        child.process.waitFor(END_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      last.forEach(child -> child.process.destroyForcibly());
    }
  }
}
