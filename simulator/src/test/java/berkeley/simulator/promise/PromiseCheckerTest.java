package berkeley.simulator.promise;

import static berkeley.simulator.promise.Timeline.A;
import static berkeley.simulator.promise.Timeline.B;
import static berkeley.simulator.promise.Timeline.EPOCH;
import static berkeley.simulator.promise.Timeline.FIRST;
import static berkeley.simulator.promise.Timeline.MS;
import static berkeley.simulator.promise.Timeline.SECOND;
import static berkeley.simulator.promise.Timeline.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PromiseCheckerTest {

  private static final long[] HOSTILE = {
    Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, START, Long.MAX_VALUE - 1, Long.MAX_VALUE
  };

  private static long hostile(Random random) {
    return random.nextInt(4) == 0 ? random.nextLong() : HOSTILE[random.nextInt(HOSTILE.length)];
  }

  @Property(tries = 200)
  void hostileValuesAreJudgedAndNeverThrow(@ForAll long seed) {
    Random random = new Random(seed);
    PromiseChecker checker = new PromiseChecker(PromiseSettings.builder().build());
    for (int i = 0; i < 200; i++) {
      for (Observation observation : anything(random)) {
        checker.observe(observation);
      }
    }
    checker.finish();
    assertEquals(200, checker.summary().readings());
    assertTrue(checker.summary().judged() <= 200);
  }

  private static List<Observation> anything(Random random) {
    long one = hostile(random);
    long other = hostile(random);
    long from = Math.min(one, other);
    long to = Math.max(one, other);
    NodeLife life = random.nextBoolean() ? A : B;
    ClockState[] states = ClockState.values();
    MasterTerm by = new MasterTerm(hostile(random), "a", hostile(random));
    long value = hostile(random);
    List<Observation> seen = new ArrayList<>();
    seen.add(
        new ClockReading(
            from,
            to,
            life,
            random.nextInt(3),
            hostile(random),
            hostile(random),
            hostile(random),
            hostile(random),
            states[random.nextInt(states.length)],
            by,
            hostile(random),
            hostile(random)));
    seen.add(new Observation.IsPastAnswer(from, to, life, 0, value, random.nextBoolean()));
    seen.add(new Observation.CommitWait(from, to, life, 0, value));
    seen.add(new Observation.LeaseHeld(from, to, life, "all", by));
    seen.add(new Observation.AdjustReturned(value, by, from, life));
    seen.add(new Observation.AdjustmentApplied(value, life, 0, by, by, A, to));
    seen.add(new Observation.ClusterTimeKnown(from, 0, value, A));
    if (random.nextInt(10) == 0) {
      seen.add(new Observation.FaultBegun(from, "f", Set.of("a"), Set.of(), false, to));
      seen.add(new Observation.FaultEnded(from, "f", to));
      seen.add(new Observation.Calm(value));
    }
    return seen;
  }

  /**
   * Three nodes about a cluster time of varying rate, each with a bound that is honest, read by
   * calls that take time: nothing is found, whoever says that it leads.
   */
  @Property(tries = 100)
  void anHonestClusterBreaksNothing(@ForAll long seed) {
    Random random = new Random(seed);
    PromiseChecker checker = new PromiseChecker(PromiseSettings.builder().build());
    double clusterTime = 0;
    long now = 0;
    for (int i = 0; i < 500; i++) {
      long step = random.nextInt(100_000_000);
      now += step;
      clusterTime += step * (1 + (random.nextDouble() - 0.5) * 2 * 290e-6);
      NodeLife life = random.nextBoolean() ? A : B;
      long time = START + (long) clusterTime;
      long below = 200_000_000L - random.nextInt(100);
      checker.observe(
          ClockReading.of(now - random.nextInt(1_000), now + random.nextInt(1_000), life)
              .epoch(EPOCH)
              .time(now, time)
              .interval(time - below, time + 1 + random.nextInt(20_000_000))
              .state(ClockState.HOLDOVER, FIRST)
              .rateLimitPpb(300_000)
              .build());
      if (random.nextInt(10) == 0) {
        checker.observe(new Observation.CommitWait(now, now, A, EPOCH, time));
      }
    }
    checker.finish();
    assertEquals(List.of(), checker.violations());
  }

  @Test
  void theSameHistoryGivesTheSameViolations() {
    List<List<Violation>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      Random random = new Random(5);
      PromiseChecker checker = new PromiseChecker(PromiseSettings.builder().build());
      for (int i = 0; i < 300; i++) {
        anything(random).forEach(checker::observe);
      }
      runs.add(checker.violations());
    }
    assertEquals(runs.get(0), runs.get(1));
    assertTrue(runs.get(0).size() > 10);
  }

  @Test
  void aViolationSaysWhatWasSeen() {
    Timeline timeline = new Timeline().at(10).good(A).ahead(B, 2 * MS);
    assertEquals(
        "promise 1 (CONTAINMENT) at 10000000 ns: b/2 gives [1700000000011500000,"
            + " 1700000000012500000] in epoch 77, 1000000 ns away from what a/1 gave, by which"
            + " cluster time is in [1700000000009500000, 1700000000010500000]",
        timeline.violations().get(0).toString());
  }

  @Test
  void onlySoManyAreKeptAndAllAreCounted() {
    Timeline timeline = new Timeline(PromiseSettings.builder().violationsKept(1).build());
    timeline.at(0).good(A).ahead(B, 5 * MS);
    timeline.at(20_000).good(A).ahead(new NodeLife("c", 9), -30 * MS);
    assertEquals(1, timeline.violations().size());
    assertEquals(2, timeline.checker.summary().violations().get(Promise.CONTAINMENT));
  }

  @Test
  void settingsOutOfRangeAreRefusedByName() {
    PromiseSettings.Builder builder = PromiseSettings.builder().clusterRatePpb(-1);
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, builder::build);
    assertEquals("clusterRatePpb is -1, it must be 0 to 1000000000", refused.getMessage());
  }

  @Test
  void anObservationThatEndsBeforeItBeginsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ClockReading.of(SECOND, 0, A).build());
  }
}
