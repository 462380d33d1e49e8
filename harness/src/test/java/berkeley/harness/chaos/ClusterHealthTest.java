package berkeley.harness.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.simulator.observation.SampleSightings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A cluster is well when every sound node is synchronised and follows one master. */
final class ClusterHealthTest {

  private final SampleSightings a = SampleSightings.of("a").obeying("a", 2);
  private final SampleSightings b = SampleSightings.of("b").obeying("a", 2);

  @Test
  void allThatAreSoundFollowTheMaster() {
    ClusterHealth health = ClusterHealth.of(List.of("a", "b"), seen(a, b));

    assertEquals("a", health.master().orElseThrow().id());
    assertTrue(health.isWellSince(-1));
    assertFalse(health.isWellSince(0), "no round since then");
  }

  @Test
  void oneThatIsNotSeenIsMissed() {
    assertTrue(ClusterHealth.of(List.of("a", "b"), seen(a)).master().isEmpty());
  }

  @Test
  void oneThatFollowsAnotherIsMissed() {
    assertTrue(ClusterHealth.of(List.of("a", "b"), seen(a, b.obeying("c", 1))).master().isEmpty());
  }

  @Test
  void oneInHoldoverIsMissed() {
    assertTrue(
        ClusterHealth.of(List.of("a", "b"), seen(a, b.in(NodeState.HOLDOVER))).master().isEmpty());
  }

  @Test
  void oneThatIsNotSoundIsNotWaitedFor() {
    assertTrue(ClusterHealth.of(List.of("a"), seen(a, b.in(NodeState.HOLDOVER))).isWellSince(-1));
  }

  private static Map<String, NodeStatus> seen(SampleSightings... all) {
    return Arrays.stream(all)
        .map(sighting -> sighting.seen().status())
        .collect(Collectors.toMap(NodeStatus::id, Function.identity()));
  }
}
