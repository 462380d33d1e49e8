package berkeley.launcher.node;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.JavaCommand;
import berkeley.harness.process.NodeCommand;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a command starts nodes in processes of their own: as it was started itself. */
public final class OwnCommand {

  /** Names the checkout or installation; set by the berkeley script. */
  private static final String HOME_PROPERTY = "berkeley.home";

  private OwnCommand() {}

  /**
   * Returns the command that starts a node with the Java, class path and policy of this process and
   * the small heap of {@code policy/node.jvm}.
   *
   * @param main the class of the {@code berkeley} command
   * @throws CommandFailure if the policy is not in force, or the options of the JVM are missing
   */
  public static NodeCommand of(Class<?> main) {
    PolicyFolder.requireInForce();
    Path options = Path.of(System.getProperty(HOME_PROPERTY, "."), "policy", "node.jvm");
    if (!Files.isReadable(options)) {
      throw CommandFailure.missing(
          "%s cannot be read; start with the berkeley script".formatted(options.toAbsolutePath()));
    }
    JavaCommand java =
        JavaCommand.withThisClassPath(
            "@" + options,
            "-D%s=%s"
                .formatted(
                    PolicyFolder.FILE_PROPERTY,
                    System.getProperty(PolicyFolder.FILE_PROPERTY, "")));
    return NodeCommand.running(java, main.getName());
  }
}
