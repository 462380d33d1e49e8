package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Chaos finds nothing in sound nodes, and cleans up; what it finds in broken ones, the simulator
 * shows.
 */
final class ChaosIT {

  private static final Duration CHILDREN_END = Duration.ofSeconds(10);

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void aClusterOfFiveKeepsItsInvariants() throws Exception {
    assertKeepsItsInvariants("25s", 3);
  }

  @Test
  @Tag("full")
  void aClusterOfFiveKeepsItsInvariantsForMinutes() throws Exception {
    assertKeepsItsInvariants("2m", 4);
  }

  private void assertKeepsItsInvariants(String duration, int seed) throws Exception {
    RunningCommand chaos =
        rig.start(
            "chaos",
            "--nodes=5",
            "--duration=" + duration,
            "--seed=" + seed,
            "--period=500ms",
            "--json");

    assertEquals(0, chaos.exitCode(Duration.ofMinutes(4)), chaos::lastWords);
    assertEquals(1, chaos.out().size(), chaos::lastWords);
    Map<String, Object> document = chaos.document();
    assertEquals(Map.of("obedience", 0), document.get("elections_wrong"));
    Map<?, ?> broken = (Map<?, ?>) document.get("promises");
    assertEquals(8, broken.size());
    assertTrue(broken.values().stream().allMatch(Integer.valueOf(0)::equals), broken::toString);
    Map<?, ?> checks = (Map<?, ?>) document.get("checks");
    for (String promise :
        List.of("containment", "monotonicity", "commit_wait", "fencing", "rates")) {
      assertTrue(((Number) checks.get(promise)).longValue() > 100, checks::toString);
    }
    assertTrue(((Number) checks.get("disjoint_leases")).longValue() > 0, checks::toString);
    assertTrue(((List<?>) document.get("faults")).stream().anyMatch(ChaosIT::recovered));
  }

  private static boolean recovered(Object fault) {
    return ((Map<?, ?>) fault).get("recovery_max_ns") != null;
  }

  /** {@link DemoIT} has the same of the same processes' parent. */
  @Test
  @Tag("full")
  void itTakesItsChildrenWithItWhenItIsInterrupted() throws Exception {
    RunningCommand chaos = rig.start("chaos", "--nodes=3", "--duration=1m", "--period=500ms");
    Rig.within(Duration.ofMinutes(2))
        .until(() -> chaos.out().stream().anyMatch(line -> line.contains("all follow")));
    List<ProcessHandle> children;
    try (Stream<ProcessHandle> found = chaos.process().toHandle().descendants()) {
      children = found.toList();
    }
    assertTrue(children.size() >= 4, children::toString);

    chaos.signal("INT");

    assertEquals(130, chaos.exitCode(), chaos::lastWords);
    Rig.within(CHILDREN_END).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    assertFalse(
        chaos.err().stream().anyMatch(line -> line.startsWith("berkeley ")), chaos::lastWords);
  }
}
