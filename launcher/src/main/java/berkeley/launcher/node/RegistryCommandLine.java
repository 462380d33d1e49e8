package berkeley.launcher.node;

import berkeley.api.wire.NodeRemote;
import berkeley.harness.console.CommandFailure;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** The command line that starts the JDK's own {@code rmiregistry} with our policy. */
public final class RegistryCommandLine {

  private RegistryCommandLine() {}

  /**
   * Returns a line for the shell. Without the api on its class path, that registry refuses every
   * bind.
   */
  public static String of(int port) {
    String policy = System.getProperty(PolicyFolder.FILE_PROPERTY, "");
    StringBuilder line = new StringBuilder();
    line.append(quoted(Path.of(System.getProperty("java.home"), "bin", "rmiregistry").toString()));
    line.append(" -J-cp -J").append(quoted(apiJar()));
    if (!policy.isEmpty()) {
      line.append(" -J-D").append(PolicyFolder.FILE_PROPERTY).append('=').append(quoted(policy));
    }
    return line.append(' ').append(port).toString();
  }

  private static String apiJar() {
    CodeSource source = NodeRemote.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw CommandFailure.missing("the api jar cannot be found; start with the berkeley script");
    }
    try {
      return new File(source.getLocation().toURI()).getPath();
    } catch (URISyntaxException e) {
      throw CommandFailure.missing("the api jar has an odd path: " + source.getLocation(), e);
    }
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
