package berkeley.simulator.promise;

import static berkeley.simulator.promise.Timeline.A;
import static berkeley.simulator.promise.Timeline.B;
import static berkeley.simulator.promise.Timeline.FIRST;
import static berkeley.simulator.promise.Timeline.SECOND_MASTER;

import org.junit.jupiter.api.Test;

class DisjointLeasesTest {

  private final Timeline timeline = new Timeline();

  private Timeline lease(long from, long until, NodeLife life, MasterTerm by) {
    return timeline.see(new Observation.LeaseHeld(from, until, life, "all", by));
  }

  @Test
  void oneAfterTheOtherIsFine() {
    lease(0, 100, A, FIRST);
    lease(50, 150, A, FIRST);
    lease(150, 250, B, SECOND_MASTER).expect();
  }

  @Test
  void aRenewedOneMayFollowAGap() {
    lease(0, 100, A, FIRST);
    lease(200, 300, A, FIRST);
    lease(100, 200, B, SECOND_MASTER).expect();
  }

  @Test
  void oneNanosecondTogetherIsFound() {
    lease(0, 101, A, FIRST);
    lease(100, 200, B, SECOND_MASTER).expect(Promise.DISJOINT_LEASES);
  }

  @Test
  void twoAtOneInstantAreFound() {
    lease(100, 100, A, FIRST);
    lease(100, 100, B, SECOND_MASTER).expect(Promise.DISJOINT_LEASES);
  }

  @Test
  void twoMastershipsOfOneNodeAreFound() {
    lease(0, 100, A, FIRST);
    lease(50, 60, A, new MasterTerm(2, "a", 12)).expect(Promise.DISJOINT_LEASES);
  }

  @Test
  void anOldOneThatIsSeenLateIsFound() {
    lease(0, 100, A, FIRST);
    lease(100, 200, B, SECOND_MASTER);
    lease(150, 150, A, FIRST).expect(Promise.DISJOINT_LEASES);
  }

  @Test
  void twoElectoratesMayHaveAMasterEach() {
    lease(0, 100, A, FIRST);
    timeline.see(new Observation.LeaseHeld(0, 100, B, "others", SECOND_MASTER)).expect();
  }

  @Test
  void oneWhoseCounterIsBrokenIsExcused() {
    lease(0, 100, A, FIRST);
    timeline.fault("slow", "b", false);
    lease(50, 60, B, SECOND_MASTER).expect();
  }

  @Test
  void endsAtTheEndsOfTime() {
    lease(Long.MIN_VALUE, Long.MAX_VALUE, A, FIRST);
    lease(Long.MAX_VALUE, Long.MAX_VALUE, A, FIRST).expect();
    lease(Long.MIN_VALUE, Long.MIN_VALUE, B, SECOND_MASTER).expect(Promise.DISJOINT_LEASES);
  }
}
