package berkeley.bench.yardstick;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One of the two builds, reached through its commands alone: its classes may be called anything.
 * What its processes write to stderr is appended to a log in the scratch folder. For one thread.
 */
final class Checkout {
  private static final int MISSED = 1;

  /** Runs a command and adds two lines: the processor times of the shell and of the command. */
  private static final String TIMED = "\"$@\"; code=$?; times; exit $code";

  /** Runs a command for as long as standard input is open. */
  private static final String TIED =
      "\"$@\" & trap 'kill '$! EXIT; trap 'exit 0' TERM; read -r line";

  private final Side side;
  private final Path home;
  private final Path scratch;

  /**
   * Checks that a checkout is built.
   *
   * @param scratch a folder for logs and for results that nobody keeps; it is made
   * @throws CommandFailure if it is not built
   */
  Checkout(Side side, Path home, Path scratch) throws IOException {
    this.side = side;
    this.home = home.toAbsolutePath().normalize();
    this.scratch = Files.createDirectories(scratch.resolve(side.word()));
    if (!Files.isExecutable(command())) {
      throw CommandFailure.missing("there is no berkeley command in " + home);
    }
    for (Path jar : List.of(home.resolve("launcher/target/berkeley-launcher.jar"), benchJar())) {
      if (!Files.isReadable(jar)) {
        throw CommandFailure.missing(
            "%s is not built; run: mvn -B -DskipTests -pl bench -am package".formatted(home));
      }
    }
  }

  Side side() {
    return side;
  }

  /**
   * Returns the commit it was built from, with {@code -dirty} if files were changed since; the name
   * of its folder if it is not a git checkout.
   */
  String commit() throws IOException, InterruptedException {
    if (!Files.exists(home.resolve(".git"))) {
      return String.valueOf(home.getFileName());
    }
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=7", "--exclude=*")
            .directory(home.toFile())
            .redirectError(log())
            .start();
    String description =
        new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return git.waitFor() == 0 ? description : String.valueOf(home.getFileName());
  }

  /**
   * Runs the {@code berkeley} command to its end.
   *
   * @throws CommandFailure if it does not end in time, or with an exit code above 1
   */
  CommandOutcome berkeley(Duration limit, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command().toString()));
    line.addAll(arguments);
    return CommandOutcome.parse(run(limit, line));
  }

  /**
   * Runs a question of its own {@code bench/run}, whose results go to the scratch folder.
   *
   * @return the document that it wrote
   * @throws CommandFailure if it does not end in time, or with an exit code above 1
   */
  JsonNode question(Duration limit, String question, List<String> options)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dberkeley.bench.results=" + scratch,
                "-Dberkeley.bench.home=" + home,
                "-jar",
                benchJar().toString(),
                question));
    line.addAll(options);
    Path document = scratch.resolve(question + ".json");
    Files.deleteIfExists(document);
    run(limit, line);
    return JsonNode.parse(Files.readString(document));
  }

  /**
   * Starts a {@code berkeley} command that runs on and does not watch its standard input, tied to
   * this process by a shell that does.
   *
   * @param lines receives each line of its stdout, on a thread of its own
   */
  ChildProcess startTied(String name, List<String> arguments, Consumer<String> lines) {
    List<String> line = new ArrayList<>(List.of("sh", "-c", TIED, "sh", command().toString()));
    line.addAll(arguments);
    return ChildProcess.start(side.word() + " " + name, line, log(), lines);
  }

  /**
   * Starts a {@code berkeley} command that runs on, and that ends when its standard input does.
   *
   * @param lines receives each line of its stdout, on a thread of its own
   */
  ChildProcess start(String name, List<String> arguments, Consumer<String> lines) {
    List<String> line = new ArrayList<>(List.of(command().toString()));
    line.addAll(arguments);
    return ChildProcess.start(side.word() + " " + name, line, log(), lines);
  }

  /** Returns its stdout, with the two lines of the shell's {@code times} at the end. */
  private String run(Duration limit, List<String> command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", TIMED, "sh"));
    line.addAll(command);
    File output = scratch.resolve("output").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output)
            .redirectError(log());
    // A process must not build what it runs while others are measured; times are written with dots.
    builder.environment().put("BERKELEY_BUILD", "never");
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw CommandFailure.missing(
            "%s did not end within %s".formatted(String.join(" ", command), limit));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.exitValue() > MISSED) {
      throw CommandFailure.missing(
          "%s ended with exit code %d; see the log in %s"
              .formatted(String.join(" ", command), process.exitValue(), scratch));
    }
    return Files.readString(output.toPath());
  }

  private Path command() {
    return home.resolve("berkeley");
  }

  private Path benchJar() {
    return home.resolve("bench/target/berkeley-bench.jar");
  }

  private ProcessBuilder.Redirect log() {
    return ProcessBuilder.Redirect.appendTo(scratch.resolve("log").toFile());
  }
}
