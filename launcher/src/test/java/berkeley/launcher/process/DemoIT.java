package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo succeeds, and leaves no process behind, however it ends. */
@Tag("alone")
final class DemoIT {

  private static final int CHILDREN = 4;
  private static final Duration CHILDREN_END = Duration.ofSeconds(10);

  @RegisterExtension final Rig rig = new Rig();

  @TempDir private Path folder;

  @Test
  void itSynchronisesItsNodesAndSaysSoInOneDocument() throws Exception {
    RunningCommand demo =
        rig.start(
            "demo", "--slaves=2", "--rounds=5", "--period=200ms", "--offsets=-2s,3s", "--json");

    assertEquals(0, demo.exitCode(), demo::toString);
    assertEquals(1, demo.out().size(), demo::toString);
    Map<String, Object> document = demo.document();
    assertEquals(5, document.get("rounds"));
    assertEquals(
        Map.of("containment", 0, "monotonicity", 0, "obedience", 0, "slew", 0),
        document.get("invariants"));
    long before = ((Number) document.get("spread_before_ns")).longValue();
    assertTrue(before > Duration.ofSeconds(4).toNanos(), demo::toString);
    long after = ((Number) document.get("spread_after_ns")).longValue();
    assertTrue(after < Duration.ofMillis(2).toNanos(), demo::toString);
    assertEquals(3, ((List<?>) document.get("nodes")).size());
  }

  @Test
  void itsNodesElectTheirMasterThemselvesAndItsRecordKeepsThePromises() throws Exception {
    Path record = folder.resolve("run.jsonl");
    RunningCommand demo =
        rig.start(
            "demo",
            "--elect",
            "--slaves=2",
            "--rounds=6",
            "--period=500ms",
            "--record=" + record,
            "--json");

    assertEquals(0, demo.exitCode(), demo::toString);
    Map<String, Object> document = demo.document();
    assertTrue(List.of("a", "b", "c").contains(document.get("master")), demo::toString);
    assertTrue(((Number) document.get("term")).longValue() >= 1, demo::toString);
    assertEquals(
        Map.of("containment", 0, "monotonicity", 0, "obedience", 0, "slew", 0),
        document.get("invariants"));
    assertEquals(3, ((List<?>) document.get("nodes")).size());

    RunningCommand check = rig.start("check", record.toString(), "--json");

    assertEquals(0, check.exitCode(), check::toString);
    List<?> promises = (List<?>) check.document().get("promises");
    assertEquals(8, promises.size());
    for (Object promise : promises) {
      boolean isJudged = ((Map<?, ?>) promise).get("not_judged") == null;
      boolean needsMore = "recovery".equals(((Map<?, ?>) promise).get("promise"));
      assertEquals(!needsMore, isJudged, check::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "KILL, 137"})
  void itTakesItsChildrenWithItWhenItIsEnded(String signal, int exitCode) throws Exception {
    assertTakesItsChildrenWithIt(signal, exitCode);
  }

  @Test
  @Tag("full")
  void andWhenItIsTerminated() throws Exception {
    assertTakesItsChildrenWithIt("TERM", 143);
  }

  private void assertTakesItsChildrenWithIt(String signal, int exitCode) throws Exception {
    RunningCommand demo = rig.start("demo", "--slaves=2", "--hold");
    List<ProcessHandle> children = childrenOnceTheyWork(demo);

    demo.signal(signal);

    assertEquals(exitCode, demo.exitCode(), demo::toString);
    Rig.within(CHILDREN_END).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    assertFalse(demo.err().stream().anyMatch(line -> line.startsWith("berkeley ")), demo::toString);
  }

  @Test
  void aChildThatDiesFailsIt() throws Exception {
    RunningCommand demo = rig.start("demo", "--slaves=2", "--hold");
    List<ProcessHandle> children = childrenOnceTheyWork(demo);

    children.get(1).destroyForcibly();

    assertEquals(1, demo.exitCode(), demo::toString);
    assertTrue(
        demo.err().get(demo.err().size() - 1).contains("ended with exit code 137"), demo::toString);
    Rig.within(CHILDREN_END).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static List<ProcessHandle> childrenOnceTheyWork(RunningCommand demo) {
    Rig.soon().until(() -> demo.out().stream().anyMatch(line -> line.startsWith("round ")));
    try (Stream<ProcessHandle> children = demo.process().toHandle().children()) {
      List<ProcessHandle> found = children.toList();
      assertEquals(CHILDREN, found.size());
      return found;
    }
  }
}
