package berkeley.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.world.RandomSources.Concern;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OscillatorModelTest {

  private static final long SECOND = 1_000_000_000L;

  private final VirtualTime time = new VirtualTime();

  private OscillatorModel counter(FrequencyError... errors) {
    return new OscillatorModel(time, 7_000, List.of(errors));
  }

  private long gained(OscillatorModel counter) {
    return counter.getAsLong() - 7_000 - time.now();
  }

  @Test
  void aPerfectOneCountsTrueTime() {
    OscillatorModel counter = counter();
    assertEquals(7_000, counter.getAsLong());
    time.runUntil(123_456_789_012L);
    assertEquals(123_456_796_012L, counter.getAsLong());
  }

  @Test
  void aConstantErrorAddsUp() {
    OscillatorModel counter = counter(FrequencyError.constant(50e-6));
    time.runUntil(SECOND);
    assertEquals(50_000, gained(counter));
    time.runUntil(SECOND + SECOND / 2);
    assertEquals(75_000, gained(counter));
    time.runUntil(86_400 * SECOND);
    assertEquals(4_320_000_000L, gained(counter));
  }

  @Test
  void aStepCountsFromItsSecondOn() {
    OscillatorModel counter = counter(FrequencyError.step(5e-6, 10));
    time.runUntil(10 * SECOND);
    assertEquals(0, gained(counter));
    time.runUntil(11 * SECOND);
    assertEquals(5_000, gained(counter));
  }

  @Test
  void anInjectedDriftCountsFromTheNextSecondOnUntilItIsTakenBack() {
    OscillatorModel counter = counter(FrequencyError.constant(10e-6));
    time.runUntil(SECOND / 2);
    counter.drift(400e-6);
    time.runUntil(SECOND);
    assertEquals(10_000, gained(counter));
    time.runUntil(2 * SECOND);
    assertEquals(420_000, gained(counter));
    counter.drift(0);
    time.runUntil(4 * SECOND);
    assertEquals(840_000, gained(counter), "one more second of it, and one without");
  }

  @Test
  void wanderIsAddedInEachWholeSecondFromZeroOnAndHeldInBetween() {
    double q = 1e-6;
    OscillatorModel counter =
        counter(FrequencyError.wander(q, RandomSources.of(101, 1, Concern.WANDER)));
    Random model = RandomSources.of(101, 1, Concern.WANDER);
    double frequency = 0;
    double phase = 0;
    for (int second = 0; second < 20; second++) {
      time.runUntil(second * SECOND);
      assertEquals(Math.round(phase), gained(counter), "at " + second + " s");
      frequency += q * model.nextGaussian();
      assertEquals(frequency, counter.ratio(), 1e-15);
      time.runUntil(second * SECOND + SECOND / 4);
      assertEquals(Math.round(phase + frequency * SECOND / 4), gained(counter));
      phase += frequency * SECOND;
    }
  }

  @Test
  void aSineComesBackToWhereItWas() {
    OscillatorModel counter = counter(FrequencyError.sine(1e-6, 1200, 0));
    time.runUntil(300 * SECOND);
    assertEquals(1e-6, counter.ratio(), 1e-12);
    time.runUntil(600 * SECOND);
    assertEquals(1200 * 1e-6 / Math.PI * SECOND, gained(counter), 1_000);
    time.runUntil(1200 * SECOND);
    assertTrue(Math.abs(gained(counter)) <= 1);
  }

  @Test
  void aJumpAheadIsSeenAtOnce() {
    OscillatorModel counter = counter();
    time.runUntil(SECOND);
    counter.jump(50_000_000);
    assertEquals(50_000_000, gained(counter));
    time.runUntil(2 * SECOND);
    assertEquals(50_000_000, gained(counter));
  }

  @Test
  void aJumpBackIsAStandstillSinceACounterNeverCountsBackwards() {
    OscillatorModel counter = counter();
    time.runUntil(SECOND);
    long before = counter.getAsLong();
    counter.jump(-300);
    time.runUntil(SECOND + 200);
    assertEquals(before, counter.getAsLong());
    time.runUntil(SECOND + 400);
    assertEquals(before + 100, counter.getAsLong());
    assertEquals(-300, gained(counter));
  }

  @Test
  void readingItOftenChangesNothing() {
    OscillatorModel often =
        counter(
            FrequencyError.constant(-3e-5),
            FrequencyError.wander(1e-8, RandomSources.of(1, 1, Concern.WANDER)));
    OscillatorModel seldom =
        counter(
            FrequencyError.constant(-3e-5),
            FrequencyError.wander(1e-8, RandomSources.of(1, 1, Concern.WANDER)));
    long last = often.getAsLong();
    for (long at = 0; at < 100 * SECOND; at += 333_333_333) {
      time.runUntil(at);
      long now = often.getAsLong();
      assertTrue(now >= last, "went back at " + at);
      last = now;
    }
    assertEquals(often.getAsLong(), seldom.getAsLong());
  }
}
