package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartEstimateTest {

  private static final long SECOND = 1_000_000_000L;
  private static final double JITTER = 10_000;
  private static final double PRIOR = 250e-6;
  private static final int FINER = 4 * 14;
  private static final double REACH = 6;

  private final StartEstimate start = new StartEstimate(12);
  private final long[] ticks = new long[12];
  private final double[] phase = new double[12];
  private final long[] rtt = new long[12];

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 6, 9, 12})
  void a_grid_four_times_finer_finds_the_same(int samples) {
    for (int seed = 0; seed < 20; seed++) {
      draw(samples, new Random(seed));
      EdgeFilter state = start.estimate(JITTER);
      EdgeFilter finer = overFinerGrid(samples, state);
      double wide = Math.sqrt(finer.phaseVariance);
      String name = samples + " samples of seed " + seed;
      assertEquals(finer.phaseNanos, state.phaseNanos, 0.1 * wide, name);
      assertEquals(finer.ratio, state.ratio, 0.1 * Math.sqrt(finer.ratioVariance), name);
      assertEquals(1, state.phaseVariance / finer.phaseVariance, 0.2, name);
      assertEquals(1, state.ratioVariance / finer.ratioVariance, 0.2, name);
    }
  }

  @Test
  void the_first_sample_tells_the_phase_to_about_its_jitter_and_no_frequency() {
    start.clear(0, PRIOR);
    start.add(5, 1_000_000, 200_000);
    EdgeFilter state = start.estimate(JITTER);
    assertEquals(1_000_000, state.phaseNanos, JITTER);
    assertEquals(0, state.ratio);
    assertEquals(PRIOR, Math.sqrt(state.ratioVariance));
  }

  @Test
  void a_sample_is_possible_as_far_as_both_round_trips_and_the_frequency_allow() {
    start.clear(1e-6, 1e-6);
    start.add(0, 0, 200);
    // 1 us for the frequency expected, 8 us for its deviations, 100 + 50 ns for the round trips.
    assertTrue(start.allows(SECOND, 9_150, 100));
    assertFalse(start.allows(SECOND, 9_151, 100));
    assertTrue(start.allows(SECOND, -7_150, 100));
    assertFalse(start.allows(SECOND, -7_151, 100));
  }

  @Test
  void samples_that_contradict_each_other_leave_a_finite_state_with_a_spread() {
    start.clear(0, PRIOR);
    start.add(0, 0, 20);
    start.add(SECOND, 1e12, 20);
    start.add(2 * SECOND, -1e12, 20);
    EdgeFilter state = start.estimate(10);
    assertTrue(Double.isFinite(state.phaseNanos) && Double.isFinite(state.ratio));
    assertTrue(state.phaseVariance > 0 && state.ratioVariance > 0 && state.floorVariance > 0);
  }

  private void draw(int samples, Random random) {
    start.clear(0, PRIOR);
    double ratio = 50e-6 * (2 * random.nextDouble() - 1);
    for (int i = 0; i < samples; i++) {
      double out = -JITTER * Math.log(1 - random.nextDouble());
      double back = -JITTER * Math.log(1 - random.nextDouble());
      ticks[i] = i * SECOND;
      phase[i] = ratio * ticks[i] + (back - out) / 2;
      rtt[i] = Math.round(200_000 + out + back);
      start.add(ticks[i], phase[i], rtt[i]);
    }
  }

  private EdgeFilter overFinerGrid(int samples, EdgeFilter about) {
    double wide = Math.sqrt(about.phaseVariance);
    double shear = about.phaseRatio / wide;
    double narrow = Math.sqrt(about.ratioVariance - shear * shear);
    GridMoments moments = new GridMoments();
    moments.clear();
    for (int i = -FINER; i <= FINER; i++) {
      for (int k = -FINER; k <= FINER; k++) {
        double dp = wide * REACH * i / FINER;
        double dr = shear * REACH * i / FINER + narrow * REACH * k / FINER;
        double off = (about.ratio + dr) / PRIOR;
        double path = longestPath(samples, about.phaseNanos + dp, about.ratio + dr);
        moments.add(2 * samples * path / JITTER - off * off / 2, dp, dr, path);
      }
    }
    EdgeFilter finer = new EdgeFilter();
    finer.phaseNanos = about.phaseNanos;
    finer.ratio = about.ratio;
    moments.applyTo(finer);
    return finer;
  }

  private double longestPath(int samples, double phaseNow, double ratio) {
    double longest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < samples; i++) {
      double was = phaseNow - ratio * (ticks[samples - 1] - ticks[i]);
      longest = Math.min(longest, rtt[i] / 2.0 - (phase[i] - was));
      longest = Math.min(longest, rtt[i] / 2.0 + (phase[i] - was));
    }
    return longest;
  }
}
