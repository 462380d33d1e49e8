package berkeley.simulator.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each invariant holds where it should, and is seen to be violated where it is. */
final class InvariantCheckerTest {

  private static final long SECOND = 1_000_000_000L;

  private final SampleSightings a = SampleSightings.of("a");
  private final InvariantChecker watch = new InvariantChecker(500, Map.of());

  @Test
  void aClockWithinItsBoundIsContained() {
    watch.saw(a.offset(-1_000, 0).bound(1_000).seen());

    assertTrue(watch.isClean());
  }

  @Test
  void aClockFurtherAwayThanItsBoundBreaksContainment() {
    watch.saw(a.offset(-1_001, 0).bound(1_000).seen());

    assertViolations(1, 0, 0, 0);
  }

  @Test
  void theToleranceOfTheMeasurementIsAllowedFor() {
    watch.saw(a.offset(1_050, 50).bound(1_000).seen());

    assertTrue(watch.isClean());
  }

  @Test
  void containmentBeginsWhenNodeAndMasterAreSynchronised() {
    watch.saw(a.in(NodeState.NEWCOMER).offset(SECOND, 0).bound(0).seen());
    watch.saw(a.masterIn(NodeState.NEWCOMER).offset(SECOND, 0).bound(0).seen());
    watch.saw(a.offset(SECOND, Long.MAX_VALUE).bound(0).seen());

    assertTrue(watch.isClean());
  }

  @Test
  void aNodeInHoldoverIsHeldToItsBoundToo() {
    watch.saw(a.in(NodeState.HOLDOVER).offset(5_000, 0).bound(1_000).seen());

    assertViolations(1, 0, 0, 0);
  }

  @Test
  void aTimeThatFallsBreaksMonotonicity() {
    watch.saw(a.reading(1_000, 9_000).seen());
    watch.saw(a.reading(1_001, 8_999).seen());

    // Whoever falls also runs slower than it may.
    assertEquals(1, watch.violations().get("monotonicity"));
  }

  @Test
  void aNewcomerMayBeSteppedBack() {
    watch.saw(a.in(NodeState.NEWCOMER).reading(1_000, 5 * SECOND).seen());
    watch.saw(a.reading(2_000, 2 * SECOND).seen());

    assertTrue(watch.isClean());
  }

  @Test
  void aNewLifeUnderTheSameNameStartsAfresh() {
    watch.saw(a.obeying("master", 7).reading(1_000, 5 * SECOND).seen());
    watch.saw(a.inLife(2).obeying("", 0).reading(2_000, SECOND).seen());

    assertTrue(watch.isClean());
  }

  @Test
  void aFallingTermBreaksObedience() {
    watch.saw(a.obeying("m2", 2).seen());
    watch.saw(a.obeying("m1", 1).seen());

    assertViolations(0, 0, 1, 0);
  }

  @Test
  void twoMastersInOneTermBreakObedience() {
    watch.saw(a.obeying("m1", 3).seen());
    watch.saw(SampleSightings.of("b").obeying("m2", 3).seen());

    assertViolations(0, 0, 1, 0);
  }

  @Test
  void aNewMasterInANewTermIsFine() {
    watch.saw(a.obeying("m1", 3).seen());
    watch.saw(a.obeying("m2", 4).seen());
    watch.saw(SampleSightings.of("b").obeying("m1", 3).seen());

    assertTrue(watch.isClean());
  }

  @Test
  void aClockAtItsDeclaredSlewIsFineAndMayRunAsTheMasterDoes() {
    watch.saw(a.seen());
    watch.saw(a.reading(SECOND, SECOND + 510_000).seen());

    assertTrue(watch.isClean());
  }

  @Test
  void aClockThatIsFasterThanItsDeclaredSlewBreaksIt() {
    watch.saw(a.seen());
    watch.saw(a.reading(SECOND, SECOND + 510_010).seen());

    assertViolations(0, 0, 0, 1);
  }

  @Test
  void aClockThatIsSlowerThanItsDeclaredSlewBreaksIt() {
    watch.saw(a.seen());
    watch.saw(a.reading(SECOND, SECOND - 510_010).seen());

    assertViolations(0, 0, 0, 1);
  }

  @Test
  void aStepOfASynchronisedClockBreaksTheSlewHoweverSmall() {
    watch.saw(a.seen());
    watch.saw(a.reading(50_000_000, 50_100_000).seen());

    assertViolations(0, 0, 0, 1);
  }

  @Test
  void theWorstOscillatorMayBeTheMastersAndSetTheRate() {
    InvariantChecker drifting = new InvariantChecker(500, Map.of("b", -100.0));
    drifting.saw(a.seen());
    drifting.saw(a.reading(SECOND, SECOND + 610_000).seen());
    assertTrue(drifting.isClean());

    drifting.saw(a.reading(2 * SECOND, 2 * SECOND + 1_220_100).seen());
    assertEquals(1, drifting.violations().get("slew"));
  }

  @Test
  void whatANodeSaysOfItsFrequencyExcusesNothing() {
    watch.saw(a.frequency(900).seen());
    watch.saw(a.frequency(900).reading(SECOND, SECOND + 600_000).seen());

    assertViolations(0, 0, 0, 1);
  }

  @Test
  void ofObedienceAloneNothingElseIsJudged() {
    InvariantChecker obedience = InvariantChecker.ofObedience();
    obedience.saw(a.obeying("m", 2).seen());
    obedience.saw(a.obeying("m", 2).reading(SECOND, SECOND + 1_000_000).seen());

    assertTrue(obedience.isClean());

    obedience.saw(a.obeying("m", 1).seen());

    assertEquals(Map.of("obedience", 1), obedience.violations());
  }

  @Test
  void whoSleptMayJumpForwardAndNeverBack() {
    watch.saw(a.in(NodeState.SUSPENDED).seen());
    watch.saw(a.reading(SECOND / 10, SECOND).seen());
    assertTrue(watch.isClean());

    watch.saw(SampleSightings.of("b").in(NodeState.SUSPENDED).seen());
    watch.saw(SampleSightings.of("b").reading(SECOND, SECOND / 2).seen());
    assertViolations(0, 0, 0, 1);
  }

  @Test
  void whoWasAwayForLongMayHaveSleptAndJumpsWhenItIsCorrected() {
    watch.saw(a.seen());
    watch.saw(a.reading(3 * SECOND, 3 * SECOND).seen());
    watch.saw(a.reading(4 * SECOND, 5 * SECOND).seen());
    assertTrue(watch.isClean());

    watch.saw(a.reading(5 * SECOND, 7 * SECOND).seen());
    assertViolations(0, 0, 0, 1);
  }

  @Test
  void eachMastershipMayHaveItsOwnRate() {
    watch.saw(a.obeying("m1", 1).seen());
    watch.saw(a.obeying("m2", 2).reading(SECOND, SECOND + 520_000).seen());
    assertTrue(watch.isClean());
  }

  @Test
  void twoLivesOfOneNameMayNotLeadInOneTerm() {
    SampleSightings master = SampleSightings.of("m1").obeying("m1", 3);
    watch.saw(master.seen());
    watch.saw(master.inLife(2).seen());

    assertViolations(0, 0, 1, 0);
  }

  @Test
  void violationsAreNamedInWords() {
    watch.saw(a.offset(2_000, 0).bound(1_000).seen());

    assertFalse(watch.isClean());
    assertEquals(
        "containment: a is 2000 ns from the master and reports a bound of 1000 ns"
            + " (SYNCHRONISED, term 1)",
        watch.examples().get(0));
  }

  private void assertViolations(int containment, int monotonicity, int obedience, int slew) {
    assertEquals(
        Map.of(
            "containment", containment,
            "monotonicity", monotonicity,
            "obedience", obedience,
            "slew", slew),
        watch.violations());
  }
}
