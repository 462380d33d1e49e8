package berkeley.bench.all;

import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Identifies the code of a checkout, apart from results and texts. */
final class MeasuredCode {

  private static final List<String> WITHOUT =
      List.of("--", ".", ":!bench/results", ":!docs", ":!*.md");

  private MeasuredCode() {}

  /**
   * Returns the commit, and if files have been changed since a number that follows from the
   * changes.
   *
   * @throws CommandFailure if git does not tell
   */
  static String of(Path home) throws IOException, InterruptedException {
    String commit =
        new String(git(home, List.of("rev-parse", "--short=12", "HEAD")), StandardCharsets.UTF_8);
    List<String> line = new ArrayList<>(List.of("diff", "HEAD"));
    line.addAll(WITHOUT);
    byte[] changes = git(home, line);
    if (changes.length == 0) {
      return commit.strip();
    }
    CRC32 sum = new CRC32();
    sum.update(changes);
    return "%s+%08x".formatted(commit.strip(), sum.getValue());
  }

  private static byte[] git(Path home, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("git", "-C", home.toString()));
    line.addAll(arguments);
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] said = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw CommandFailure.missing(
          "git does not tell of which commit %s is; all needs a checkout".formatted(home));
    }
    return said;
  }
}
