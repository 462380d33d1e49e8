package berkeley.bench.process;

import berkeley.harness.console.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The C compiler of this host, for libraries that are preloaded into processes. */
public final class CCompiler {

  private CCompiler() {}

  /** Returns whether there is one on the path. */
  public static boolean isPresent() {
    return find().isPresent();
  }

  private static Optional<Path> find() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "cc"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Compiles a source to a shared library.
   *
   * @throws CommandFailure if there is no compiler, or the source cannot be compiled
   */
  public static void compile(Path source, Path library) throws IOException, InterruptedException {
    Path compiler = find().orElseThrow(() -> CommandFailure.missing("there is no C compiler"));
    Process compiling =
        new ProcessBuilder(
                compiler.toString(),
                "-shared",
                "-fPIC",
                "-O2",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl")
            .inheritIO()
            .start();
    if (compiling.waitFor() != 0) {
      throw CommandFailure.missing("%s cannot be compiled".formatted(source));
    }
  }
}
