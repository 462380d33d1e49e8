package berkeley.bench.hosts;

import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command {@code ip} of Linux, which makes network namespaces and links. */
final class IpCommand {
  private IpCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments with single spaces in between
   * @return its output
   * @throws CommandFailure if it is not there, or may not do that
   */
  static String run(String arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("ip"));
    line.addAll(Arrays.asList(arguments.split(" ", -1)));
    return run(line);
  }

  /** Runs a whole line that begins with it. */
  static String run(List<String> line) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(line).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw CommandFailure.missing(
          "network namespaces need the command ip (iproute2, on Linux): " + e.getMessage());
    }
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw CommandFailure.missing(
          "network namespaces cannot be had here; run it as root on Linux (%s: %s)"
              .formatted(String.join(" ", line), said.replace('\n', ' ')));
    }
    return said;
  }
}
