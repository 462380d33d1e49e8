package berkeley.bench.scale;

import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process has used, as Linux reports it.
 *
 * @param processorMillis of all its threads since it started
 * @param residentMegabytes now
 * @param threads now
 * @param sockets open now, those that listen among them
 */
public record ProcessUsage(
    long processorMillis, double residentMegabytes, int threads, int sockets) {
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final int MILLIS_PER_CLOCK_TICK = 10;

  /**
   * Reads the usage of a process.
   *
   * @throws CommandFailure if there is no such process, or this is not Linux
   */
  public static ProcessUsage of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    if (!Files.exists(process)) {
      throw CommandFailure.missing("no /proc/" + pid + ": this question needs Linux");
    }
    String stat = Files.readString(process.resolve("stat"));
    // The name before it may have blanks; it ends with the last parenthesis.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    String status = Files.readString(process.resolve("status"));
    return new ProcessUsage(
        ticks * MILLIS_PER_CLOCK_TICK,
        number(status, "VmRSS:") / 1024.0,
        (int) number(status, "Threads:"),
        sockets(process));
  }

  private static long number(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + key + " in a process's status"));
  }

  private static int sockets(Path process) throws IOException {
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      return (int) descriptors.filter(ProcessUsage::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      // Closed since it was listed.
      return false;
    }
  }
}
