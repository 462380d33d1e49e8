package berkeley.bench.hostile;

import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resident memory of a process, as Linux reports it. */
final class ResidentMemory {
  private ResidentMemory() {}

  /**
   * Returns it in kilobytes.
   *
   * @throws IOException if there is no such process, or this is not Linux
   */
  static long kilobytes(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      throw CommandFailure.missing(
          status + " is not there: the process has ended, or it is no Linux");
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> CommandFailure.missing("a process has ended: no VmRSS in " + status));
  }
}
