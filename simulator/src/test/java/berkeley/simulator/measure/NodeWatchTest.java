package berkeley.simulator.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import org.junit.jupiter.api.Test;

class NodeWatchTest {

  private final NodeWatch watch = new NodeWatch(500);

  private static NodeStatus status(long ticks, long nanos, long bound, long term, String master) {
    return new NodeStatus(
        "a",
        1,
        1,
        Role.SLAVE,
        NodeState.SYNCHRONISED,
        term,
        master,
        new Reading(ticks, nanos),
        bound,
        20,
        0,
        0,
        0,
        0,
        0,
        "test");
  }

  private void see(NodeStatus status, long masterNanos) {
    watch.see(status, masterNanos, NodeState.SYNCHRONISED);
  }

  @Test
  void whatKeepsItsPromisesIsNotCounted() {
    see(status(0, 1_000_000, 10, 1, "m"), 1_000_010);
    see(status(1_000_000, 2_000_520, 10, 1, "m"), 2_000_520);
    see(status(2_000_000, 3_000_540, 10, 2, "n"), 3_000_540);
    assertEquals(ViolationCounts.NONE, watch.violations());
  }

  @Test
  void aMasterOutsideTheBoundIsAViolation() {
    see(status(0, 1_000_000, 10, 1, "m"), 1_000_011);
    assertEquals(new ViolationCounts(1, 0, 0, 0), watch.violations());
  }

  @Test
  void aMasterWithoutTimeBoundsNobody() {
    watch.see(status(0, 1_000_000, 10, 1, "m"), 5, NodeState.NEWCOMER);
    assertEquals(ViolationCounts.NONE, watch.violations());
  }

  @Test
  void aStepBackOfOneNanosecondIsAViolation() {
    see(status(0, 1_000_000, 10, 1, "m"), 1_000_000);
    see(status(1, 999_999, 10, 1, "m"), 999_999);
    assertEquals(new ViolationCounts(0, 1, 0, 0), watch.violations());
  }

  @Test
  void anOlderTermAndASecondMasterAreViolations() {
    see(status(0, 0, 10, 2, "m"), 0);
    see(status(1, 1, 10, 1, "m"), 1);
    see(status(2, 2, 10, 2, "m"), 2);
    see(status(3, 3, 10, 2, "n"), 3);
    assertEquals(new ViolationCounts(0, 0, 2, 0), watch.violations());
  }

  @Test
  void fasterThanSlewAndFrequencyTogetherIsAViolation() {
    see(status(0, 0, 10_000, 1, "m"), 0);
    see(status(1_000_000, 1_000_600, 10_000, 1, "m"), 1_000_000);
    assertEquals(new ViolationCounts(0, 0, 0, 1), watch.violations());
  }
}
