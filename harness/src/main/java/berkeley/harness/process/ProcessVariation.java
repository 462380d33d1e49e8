package berkeley.harness.process;

import java.util.List;
import java.util.Map;

/**
 * What some processes of a cluster are started with besides what all of their kind have. The
 * registry goes by the name {@value #REGISTRY}. Safe for use by several threads.
 */
public interface ProcessVariation {

  /** The name by which a cluster's registry is asked for. */
  String REGISTRY = "registry";

  /** Returns a variation that gives all processes the same arguments. */
  static ProcessVariation withArguments(String... arguments) {
    List<String> all = List.of(arguments);
    return new ProcessVariation() {
      @Override
      public List<String> arguments(String name) {
        return all;
      }
    };
  }

  /** Returns more arguments of a process. */
  default List<String> arguments(String name) {
    return List.of();
  }

  /** Returns more options of its JVM. */
  default List<String> jvmOptions(String name) {
    return List.of();
  }

  /** Returns more variables of its environment. */
  default Map<String, String> environment(String name) {
    return Map.of();
  }

  /** Receives each line that a process prints, on a thread of that process's own. */
  default void printed(String name, String line) {}
}
