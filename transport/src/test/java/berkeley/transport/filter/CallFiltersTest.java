package berkeley.transport.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ours and the application's filter, each in a JVM of its own, since a JVM takes one. */
final class CallFiltersTest {

  @Test
  void inAnOrdinaryApplicationOnlyOurCallsAreFiltered() throws Exception {
    assertEquals(
        "refused=false outside: HashSet=true TreeSet=true,"
            + " in a call: List=true HashSet=false TreeSet=false",
        run("install").get(0));
  }

  @Test
  void nothingIsDifferentWhereTheApplicationHasReadObjectsBefore() throws Exception {
    assertEquals(run("install"), run("read", "install"));
  }

  @Test
  void anApplicationsFilterHoldsForItsOwnStreamsAndBesideOursForOurCalls() throws Exception {
    String both =
        "refused=false outside: HashSet=true TreeSet=false,"
            + " in a call: List=true HashSet=false TreeSet=false";

    assertEquals(both, run("filter", "install").get(0));
    assertEquals(both, run("install", "filter").get(0), "set later, it counts as well");
  }

  @Test
  void whereNothingCanBeAddedThatIsSaid() throws Exception {
    List<String> lines = run("filter", "read", "install");

    assertTrue(lines.get(0).startsWith("refused=true"), lines::toString);
    assertTrue(lines.get(1).contains("start the node before anything is deserialised"));
  }

  @Test
  void aRegistryOfOursTakesStubsUnderShortNamesAndTheApplicationsStaysAsItWas() throws Exception {
    assertEquals(
        List.of(
            "refused=false",
            "ours blue/a bound",
            "ours with-factory refused",
            "ours 3000 characters refused",
            "ours [blue/a]",
            "own with-factory bound"),
        runMain(RegistryMain.class));
  }

  private static List<String> run(String... args) throws Exception {
    return runMain(FilterMain.class, args);
  }

  private static List<String> runMain(Class<?> main, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(args));
    Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (Stream<String> output = jvm.inputReader(UTF_8).lines()) {
      List<String> lines = output.toList();
      assertEquals(0, jvm.waitFor(), lines::toString);
      return lines.stream().filter(line -> !line.contains("SLF4J")).toList();
    } finally {
      jvm.destroyForcibly();
    }
  }
}
