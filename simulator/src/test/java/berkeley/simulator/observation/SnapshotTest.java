package berkeley.simulator.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class SnapshotTest {

  @Test
  void theSpreadIsTheLargestDifferenceBetweenAnyTwo() {
    Snapshot snapshot =
        new Snapshot(
            List.of(
                SampleSightings.of("a").offset(-300, 0).seen(),
                SampleSightings.of("b").offset(200, 0).seen(),
                SampleSightings.of("master").offset(0, 0).seen()));

    assertEquals(OptionalLong.of(500), snapshot.spreadNanos());
  }

  @Test
  void anUnknownOffsetDoesNotCount() {
    Snapshot snapshot =
        new Snapshot(
            List.of(
                SampleSightings.of("a").offset(-300, Long.MAX_VALUE).seen(),
                SampleSightings.of("b").offset(200, 0).seen()));

    assertEquals(OptionalLong.empty(), snapshot.spreadNanos());
  }

  @Test
  void synchronisedMeansEveryOneOfThem() {
    Sighting a = SampleSightings.of("a").seen();
    Sighting lost = SampleSightings.of("b").in(NodeState.HOLDOVER).seen();

    assertTrue(new Snapshot(List.of(a)).isSynchronised(1));
    assertFalse(new Snapshot(List.of(a)).isSynchronised(2));
    assertFalse(new Snapshot(List.of(a, lost)).isSynchronised(2));
  }
}
