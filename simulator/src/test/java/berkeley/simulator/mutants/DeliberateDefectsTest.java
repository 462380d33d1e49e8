package berkeley.simulator.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.mutants.DefectRunner.Fate;
import berkeley.simulator.mutants.DeliberateDefect.Edit;
import berkeley.simulator.promise.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each deliberate defect is noticed. Whether each can still be made is seen at each build; that
 * each dies takes minutes:
 *
 * <pre>mvn -Pfull -pl simulator -am test -Dtest=DeliberateDefectsTest</pre>
 *
 * with {@code -Dberkeley.defects=WORDS} for those whose title contains them, {@code
 * -Dberkeley.seeds=N} (20) and {@code -Dberkeley.all=true} to count in how many seeds each dies.
 */
class DeliberateDefectsTest {

  private static List<DeliberateDefect> defects() throws IOException {
    try (var in = DeliberateDefectsTest.class.getResourceAsStream("defects.txt")) {
      return DeliberateDefect.read(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  @Test
  void eachDefectCanBeMade() throws IOException {
    PatchCompiler compiler = new PatchCompiler();
    for (DeliberateDefect defect : defects()) {
      assertFalse(compiler.compile(defect).isEmpty(), defect.title());
    }
  }

  @Test
  void eachPromiseIsBrokenByADefect() throws IOException {
    Set<String> broken =
        defects().stream().flatMap(each -> each.breaks().stream()).collect(Collectors.toSet());
    Set<String> promises =
        Arrays.stream(Promise.values()).map(Promise::text).collect(Collectors.toSet());

    assertEquals(promises, broken);
  }

  @Test
  @Tag("full")
  void eachDefectDies() throws IOException, ReflectiveOperationException {
    String wanted = System.getProperty("berkeley.defects", "");
    DefectRunner runner =
        new DefectRunner(
            Duration.ofHours(10),
            Integer.getInteger("berkeley.seeds", 20),
            Boolean.getBoolean("berkeley.all"));
    List<String> alive = new ArrayList<>();
    for (DeliberateDefect defect : defects()) {
      if (defect.title().contains(wanted)) {
        Fate fate = runner.run(defect);
        System.out.println(fate);
        if (!fate.isDead()) {
          alive.add(defect.title());
        }
      }
    }
    assertEquals(List.of(), alive);
  }

  @Test
  void aPatchIsAppliedOnceWhateverTheWhiteSpace() {
    Edit edit = new Edit("x", "a  b\n", "c");
    assertEquals("0 c 1", edit.applyTo("0 a\n b 1"));
    assertThrows(IllegalStateException.class, () -> edit.applyTo("a c"));
    IllegalStateException twice =
        assertThrows(IllegalStateException.class, () -> edit.applyTo("a b a b"));
    assertTrue(twice.getMessage().contains("more than once"), twice.getMessage());
  }
}
