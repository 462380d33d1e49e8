package berkeley.simulator.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AccuracyTest {

  private final Accuracy accuracy = new Accuracy(100, 3);

  private void sample(long at, long... offsets) {
    accuracy.sampled(at, offsets, new long[] {10 * at, 20 * at});
  }

  @Test
  void onlySteadySamplesCount() {
    sample(1, 1_000, -1_000);
    sample(2, 500, 100);
    sample(3, 3, -4);
    sample(4, 0, -5);
    assertEquals(Math.sqrt((9 + 16 + 0 + 25) / 4.0), accuracy.rmsNanos(), 1e-12);
    assertEquals(5, accuracy.maxNanos());
    assertEquals(5, accuracy.spreadNanos(0.5));
    assertEquals(7, accuracy.spreadNanos(0.99));
    assertEquals(45, accuracy.boundMedianNanos());
  }

  @Test
  void settledIsTheBeginningOfTheFirstWhileWithin() {
    long[] worst = {900, 5, 5, 80, 5, 6, 7, 8, 99};
    for (int i = 0; i < worst.length; i++) {
      sample(i, worst[i], 0);
    }
    assertEquals(OptionalLong.of(4), accuracy.slowestSettledAt(10, 3));
    assertEquals(OptionalLong.of(1), accuracy.slowestSettledAt(10, 1));
    assertEquals(OptionalLong.empty(), accuracy.slowestSettledAt(10, 4));
    assertEquals(OptionalLong.of(4), accuracy.settledAt(10 / Math.sqrt(2), 3));
    assertEquals(OptionalLong.of(1), accuracy.settledAt(60, 6));
  }

  @Test
  void quantilesAreByNearestRank() {
    long[] hundred = new long[100];
    for (int i = 0; i < 100; i++) {
      hundred[i] = 100L - i;
    }
    assertEquals(99, Quantiles.of(hundred, 0.99));
    assertEquals(50, Quantiles.of(hundred, 0.5));
    assertEquals(0, Quantiles.of(new long[0], 0.5));
    assertEquals(2.5, Quantiles.median(new double[] {4, 1, 2, 3}));
    assertEquals(2, Quantiles.median(new double[] {9, 1, 2}));
  }
}
