package berkeley.bench.process;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.JavaCommand;
import berkeley.harness.process.NodeCommand;
import berkeley.transport.ticks.HostTicks;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * The checkout whose nodes are measured, built.
 *
 * @param home its root
 */
public record OwnCheckout(Path home) {

  private static final String LAUNCHER = "launcher/target/berkeley-launcher.jar";

  /**
   * Returns the {@code berkeley} command.
   *
   * @throws CommandFailure if it is not there
   */
  public NodeCommand command() {
    Path script = home.resolve("berkeley");
    if (!Files.isExecutable(script)) {
      throw CommandFailure.missing("there is no berkeley command; start with bench/run");
    }
    return NodeCommand.script(script);
  }

  /** Returns the same command with more classes on its class path, under the policy as it is. */
  public NodeCommand commandWith(Path classes) throws IOException {
    Path jar = home.resolve(LAUNCHER);
    List<String> options = new ArrayList<>(HostTicks.jvmOptions());
    options.addAll(List.of(nodeOptions(), policy()));
    return NodeCommand.running(
        new JavaCommand(options, jar + File.pathSeparator + classes), mainClass(jar));
  }

  /** Returns the same command without leave to read the counter that nobody steers. */
  public NodeCommand commandWithoutNativeAccess() throws IOException {
    Path jar = home.resolve(LAUNCHER);
    return NodeCommand.running(
        new JavaCommand(List.of(nodeOptions(), policy()), jar.toString()), mainClass(jar));
  }

  /** Returns how a JVM is started with the options of a node and the classes of this process. */
  public JavaCommand java() {
    return JavaCommand.withThisClassPath(nodeOptions());
  }

  private static String mainClass(Path jar) throws IOException {
    try (JarFile launcher = new JarFile(jar.toFile())) {
      return launcher.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    }
  }

  private String policy() {
    return "-Djava.security.properties=" + home.resolve("policy/berkeley.security");
  }

  private String nodeOptions() {
    return "@" + home.resolve("policy").resolve("node.jvm");
  }
}
