package berkeley.harness.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command that starts nodes and registries, apart from its arguments. It takes the words {@code
 * registry}, {@code slave} and {@code master}, with the options of the {@code berkeley} command.
 */
public final class NodeCommand {

  /** Makes a command line of JVM options, arguments and variables of the environment. */
  private interface Form {
    List<String> line(
        List<String> jvmOptions, List<String> arguments, Map<String, String> environment);
  }

  private final Form form;
  private final List<String> jvmOptions;
  private final Map<String, String> environment;

  private NodeCommand(Form form, List<String> jvmOptions, Map<String, String> environment) {
    this.form = form;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.environment = new LinkedHashMap<>(environment);
  }

  /** Returns a command that runs a main class. */
  public static NodeCommand running(JavaCommand java, String mainClass) {
    return new NodeCommand(
        (options, arguments, environment) ->
            inEnvironment(environment, java.with(options).running(mainClass, arguments)),
        List.of(),
        Map.of());
  }

  /** Returns a command that runs the {@code berkeley} script. */
  public static NodeCommand script(Path script) {
    return new NodeCommand(
        (options, arguments, environment) -> {
          Map<String, String> all = new LinkedHashMap<>(environment);
          if (!options.isEmpty()) {
            all.put("JAVA_OPTS", String.join(" ", options));
          }
          List<String> line = new ArrayList<>(List.of(script.toString()));
          line.addAll(arguments);
          return inEnvironment(all, line);
        },
        List.of(),
        Map.of());
  }

  /** Returns the same command with more options of the JVM, which must hold no blanks. */
  public NodeCommand withJvmOptions(List<String> more) {
    List<String> all = new ArrayList<>(jvmOptions);
    all.addAll(more);
    return new NodeCommand(form, all, environment);
  }

  /** Returns the same command with more variables of the environment. */
  public NodeCommand withEnvironment(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(more);
    return new NodeCommand(form, jvmOptions, all);
  }

  /** Returns the whole command line. */
  public List<String> line(List<String> arguments) {
    return form.line(jvmOptions, arguments, environment);
  }

  private static List<String> inEnvironment(Map<String, String> environment, List<String> line) {
    if (environment.isEmpty()) {
      return line;
    }
    List<String> all = new ArrayList<>(List.of("env"));
    environment.forEach((key, value) -> all.add(key + "=" + value));
    all.addAll(line);
    return all;
  }
}
