package berkeley.harness.process;

import berkeley.transport.ticks.HostTicks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a child JVM is started: with the Java that runs this process, some options and a class path.
 *
 * @param options of the JVM, {@code @FILE} among them
 * @param classPath where its classes are
 */
public record JavaCommand(List<String> options, String classPath) {

  /** Copies the list. */
  public JavaCommand {
    options = List.copyOf(options);
  }

  /**
   * Returns a command with the class path of this process, whose ticks are of the same source.
   *
   * @param options of the JVM besides
   */
  public static JavaCommand withThisClassPath(String... options) {
    List<String> all = new ArrayList<>(HostTicks.jvmOptions());
    all.addAll(List.of(options));
    return new JavaCommand(all, System.getProperty("java.class.path"));
  }

  /** Returns the same command with more options. */
  public JavaCommand with(List<String> more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return new JavaCommand(all, classPath);
  }

  /** Returns the whole command line that runs a class. */
  public List<String> running(String mainClass, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
    line.addAll(List.of("-cp", classPath, mainClass));
    line.addAll(arguments);
    return line;
  }

  /** Returns the whole command line that runs a class. */
  public List<String> running(Class<?> main, String... arguments) {
    return running(main.getName(), List.of(arguments));
  }
}
