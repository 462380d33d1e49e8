package berkeley.launcher.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.transport.filter.WireClasses;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The lists of policy/berkeley.security name what the code names, and no package. */
final class PolicyListsTest {

  /** A stub's dynamic class, of which each interface is checked; and arrays of lists' elements. */
  private static final Set<String> BESIDE =
      Set.of("jdk.proxy*", "com.sun.proxy.*", "java.lang.Object");

  private static Set<String> accepted(String list) throws Exception {
    Properties file = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of("..", "policy", "berkeley.security"))) {
      file.load(in);
    }
    List<String> patterns = List.of(file.getProperty(list).split(";"));
    assertEquals("!*", patterns.get(patterns.size() - 1), "it refuses the rest");
    Set<String> names = new TreeSet<>(patterns.subList(0, patterns.size() - 1));
    names.removeIf(pattern -> pattern.startsWith("max"));
    names.removeAll(BESIDE);
    return names;
  }

  private static Set<String> all(List<Set<String>> parts) {
    Set<String> names = new TreeSet<>();
    parts.forEach(names::addAll);
    return names;
  }

  @Test
  void theListOfTheProcessNamesWhatCrossesTheWire() throws Exception {
    assertEquals(
        all(List.of(WireClasses.ofCalls(), WireClasses.ofAnswers(), WireClasses.ofRegistries())),
        accepted("jdk.serialFilter"));
  }

  @Test
  void theListOfTheRegistryNamesStubs() throws Exception {
    assertEquals(
        all(List.of(WireClasses.ofBindings())), accepted("sun.rmi.registry.registryFilter"));
  }

  @Test
  void theCollectorsOfOthersAreGivenNothing() throws Exception {
    assertEquals(Set.of(), accepted("sun.rmi.transport.dgcFilter"));
  }
}
