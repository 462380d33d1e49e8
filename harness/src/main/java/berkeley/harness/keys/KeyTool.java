package berkeley.harness.keys;

import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The keytool of the Java that runs this process. It is given the names of the files with
 * passwords, so that no list of processes shows them.
 */
final class KeyTool {

  private KeyTool() {}

  /**
   * Runs it on a store.
   *
   * @param store a PKCS 12 store, made if it is not there
   * @param password the file of its password
   * @param arguments what to do, beginning with the command
   * @throws CommandFailure with its own words, if it does not succeed
   */
  static void run(Path store, Path password, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> line = line(store, password, arguments);
    Process process;
    try {
      process = new ProcessBuilder(line).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw CommandFailure.missing(
          "there is no keytool in this Java (%s); use a full JDK 17 or later"
              .formatted(line.get(0)),
          e);
    }
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw CommandFailure.missing(
          "keytool refused: " + output.lines().findFirst().orElse("it does not say why"));
    }
  }

  /** Returns the whole command line. */
  static List<String> line(Path store, Path password, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.add("-J-XX:TieredStopAtLevel=1");
    line.addAll(arguments);
    line.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    line.addAll(List.of("-storepass:file", password.toString()));
    return line;
  }
}
