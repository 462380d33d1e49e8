package berkeley.harness.process;

import berkeley.harness.console.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a child JVM is started: the same Java, class path and policy as this process, with the small
 * heap of {@code policy/node.jvm}.
 */
public final class JavaCommand {

  /** The checkout or installation; set by the berkeley script. */
  private static final String HOME_PROPERTY = "berkeley.home";

  private static final String MAIN_CLASS = "berkeley.launcher.Berkeley";

  private final List<String> start;

  private JavaCommand(List<String> start) {
    this.start = List.copyOf(start);
  }

  /** As this process was started. */
  public static JavaCommand likeThisProcess() {
    PolicyFolder.requireInForce();
    Path flags = Path.of(System.getProperty(HOME_PROPERTY, "."), "policy", "node.jvm");
    if (!Files.isReadable(flags)) {
      throw CommandFailure.missing(
          "%s cannot be read; start with the berkeley script".formatted(flags.toAbsolutePath()));
    }
    List<String> start = new ArrayList<>();
    start.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    start.add("@" + flags);
    start.add(
        "-D"
            + PolicyFolder.FILE_PROPERTY
            + "="
            + System.getProperty(PolicyFolder.FILE_PROPERTY, ""));
    start.add("-cp");
    start.add(System.getProperty("java.class.path"));
    return new JavaCommand(start);
  }

  /** The same with one more system property. */
  public JavaCommand withProperty(String name, String value) {
    List<String> more = new ArrayList<>(start);
    more.add("-D%s=%s".formatted(name, value));
    return new JavaCommand(more);
  }

  /** The whole command line that runs one of our commands. */
  public List<String> running(List<String> arguments) {
    List<String> line = new ArrayList<>(start);
    line.add(MAIN_CLASS);
    line.addAll(arguments);
    return line;
  }
}
