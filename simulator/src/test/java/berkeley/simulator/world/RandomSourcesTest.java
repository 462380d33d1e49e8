package berkeley.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import berkeley.simulator.world.RandomSources.Concern;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomSourcesTest {

  @Test
  void aClientStartsAsTheModelSays() {
    for (long seed = 101; seed <= 110; seed++) {
      for (int client = 1; client <= 10; client++) {
        Random model = new Random(1000L * seed + client);
        model.nextDouble();
        double offset = 0.1 * (2 * model.nextDouble() - 1);
        double frequency = 50e-6 * (2 * model.nextDouble() - 1);
        Random ours = RandomSources.initial(seed, client);
        assertEquals(offset, RandomSources.symmetric(ours, 0.1));
        assertEquals(frequency, RandomSources.symmetric(ours, 50e-6));
      }
    }
  }

  @Test
  void theFirstDrawsAreTheSameOnEveryJdk() {
    Random initial = RandomSources.initial(101, 1);
    assertEquals(0.013783358448350325, initial.nextDouble());
    assertEquals(0.28927782812961433, initial.nextDouble());
    assertEquals(9221432933632455259L, RandomSources.of(101, 1, Concern.WANDER).nextLong());
    assertEquals(
        0.4470303106236897,
        RandomSources.exponential(RandomSources.of(101, 1, Concern.PROBE_DELAY)));
    assertEquals(-5.148246244938284E-4, RandomSources.of(101, 1, Concern.WANDER).nextGaussian());
  }

  @Test
  void concernsClientsAndSeedsAreUnrelated() {
    long one = RandomSources.of(101, 1, Concern.WANDER).nextLong();
    assertNotEquals(one, RandomSources.of(101, 1, Concern.PROBE_DELAY).nextLong());
    assertNotEquals(one, RandomSources.of(101, 2, Concern.WANDER).nextLong());
    assertNotEquals(one, RandomSources.of(102, 1, Concern.WANDER).nextLong());
  }

  @Test
  void exponentialDrawsHaveMeanOne() {
    Random random = RandomSources.of(1, 1, Concern.PROBE_DELAY);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 100_000; i++) {
      double draw = RandomSources.exponential(random);
      sum += draw;
      squares += draw * draw;
    }
    assertEquals(1, sum / 100_000, 0.02);
    assertEquals(2, squares / 100_000, 0.06);
  }
}
