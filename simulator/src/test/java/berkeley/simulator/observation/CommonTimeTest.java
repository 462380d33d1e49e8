package berkeley.simulator.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Intervals of several nodes must have a time in common, whoever leads. */
final class CommonTimeTest {

  private static final long SECOND = 1_000_000_000L;

  private final CommonTime commonTime = new CommonTime(600);
  private final SampleSightings a = SampleSightings.of("a").reading(0, 0);
  private final SampleSightings b = SampleSightings.of("b");

  @Test
  void twoNodesMayBeAsFarApartAsTheirBoundsTogether() {
    assertClean(a.bound(1_000), b.reading(0, 3_000).bound(2_000));
  }

  @Test
  void furtherApartTheyHaveNoTimeInCommon() {
    List<String> violations = check(a.bound(1_000), b.reading(0, 3_003).bound(2_000));

    assertEquals(1, violations.size());
    assertTrue(violations.get(0).contains("3003 ns apart"), violations::toString);
  }

  /** The counters of one host differ by any amount. */
  @Test
  void nodesWhoseTicksAreOfDifferentSourcesAreNotCompared() {
    NodeStatus raw = a.bound(1_000).seenCounting("CLOCK_MONOTONIC_RAW").status();
    NodeStatus far = b.reading(0, SECOND).bound(2_000).seenCounting("System.nanoTime").status();

    assertEquals(List.of(), commonTime.check(List.of(raw, far)));
  }

  @Test
  void whoeverClaimsToBeTheMasterMustLieInEverybodysInterval() {
    assertEquals(
        1,
        check(a.obeying("a", 2).bound(0), b.obeying("m", 1).reading(0, 5_000).bound(4_000)).size());
  }

  @Test
  void aStoppedMasterThatStillClaimsToBeExactIsSeen() {
    SampleSightings old = SampleSightings.of("old").obeying("old", 1).bound(0);
    SampleSightings next = SampleSightings.of("next").obeying("next", 2).reading(0, 300).bound(0);

    assertEquals(1, check(old, next).size());
  }

  @Test
  void clocksMayBendBetweenTwoReadings() {
    assertClean(a.bound(0), b.reading(SECOND, SECOND + 600_000).bound(0));
    assertEquals(1, check(a.bound(0), b.reading(SECOND, SECOND + 600_010).bound(0)).size());
  }

  @Test
  void aNewcomerClaimsNothing() {
    assertClean(a.bound(0), b.in(NodeState.NEWCOMER).reading(0, SECOND).bound(0));
  }

  @Test
  void holdoverIsNoExcuse() {
    assertEquals(
        1, check(a.bound(0), b.in(NodeState.HOLDOVER).reading(0, 2_000).bound(1_000)).size());
  }

  @Test
  void theWidestBoundDoesNotOverflow() {
    assertClean(a.bound(Long.MAX_VALUE), b.reading(0, SECOND).bound(Long.MAX_VALUE));
  }

  private void assertClean(SampleSightings... seen) {
    assertEquals(List.of(), check(seen));
  }

  private List<String> check(SampleSightings... seen) {
    return commonTime.check(List.of(seen).stream().map(s -> s.seen().status()).toList());
  }
}
