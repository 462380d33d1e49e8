package berkeley.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.NodeStatus;
import berkeley.launcher.oracle.Sightings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A cluster is well when every sound node is synchronised and follows one master. */
final class HealthTest {

  private final Sightings a = Sightings.of("a").obeying("a", 2);
  private final Sightings b = Sightings.of("b").obeying("a", 2);

  @Test
  void allThatAreSoundFollowTheMaster() {
    Health health = Health.of(List.of("a", "b"), seen(a, b));

    assertEquals("a", health.master().orElseThrow().id());
    assertTrue(health.isWellSince(-1));
    assertFalse(health.isWellSince(0), "no round since then");
  }

  @Test
  void oneThatIsNotSeenIsMissed() {
    assertTrue(Health.of(List.of("a", "b"), seen(a)).master().isEmpty());
  }

  @Test
  void oneThatFollowsAnotherIsMissed() {
    assertTrue(Health.of(List.of("a", "b"), seen(a, b.obeying("c", 1))).master().isEmpty());
  }

  @Test
  void oneInHoldoverIsMissed() {
    assertTrue(Health.of(List.of("a", "b"), seen(a, b.in(NodeState.HOLDOVER))).master().isEmpty());
  }

  @Test
  void oneThatIsNotSoundIsNotWaitedFor() {
    assertTrue(Health.of(List.of("a"), seen(a, b.in(NodeState.HOLDOVER))).isWellSince(-1));
  }

  private static Map<String, NodeStatus> seen(Sightings... all) {
    return Arrays.stream(all)
        .map(sighting -> sighting.seen().status())
        .collect(Collectors.toMap(NodeStatus::id, Function.identity()));
  }
}
