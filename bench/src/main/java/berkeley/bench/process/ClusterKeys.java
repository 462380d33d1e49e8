package berkeley.bench.process;

import berkeley.bench.result.MissingRequirementException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A cluster's authority and keys, made by the {@code berkeley} command. For one thread. */
public final class ClusterKeys {
  private final String command;
  private final Path folder;

  /**
   * A new authority, with an operator's keys in the sub-folder {@code operator}.
   *
   * @param command the {@code berkeley} script
   * @param folder is made
   * @throws MissingRequirementException if the command fails, with what it said
   */
  public ClusterKeys(String command, Path folder) throws IOException, InterruptedException {
    this.command = command;
    this.folder = folder;
    run("init", folder.toString());
  }

  /**
   * Makes a node's.
   *
   * @param hosts the names and addresses that it is reached by; none for the loopback address
   */
  public void node(String name, List<String> hosts) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("node", folder.toString(), name));
    hosts.forEach(host -> words.add("--host=" + host));
    run(words.toArray(String[]::new));
  }

  private void run(String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command, "keys"));
    line.addAll(Arrays.asList(words));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("BERKELEY_BUILD", "never");
    Process process = builder.start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new MissingRequirementException("no keys could be made: " + said);
    }
  }
}
