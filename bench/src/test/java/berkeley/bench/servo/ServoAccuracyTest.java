package berkeley.bench.servo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServoAccuracyTest {

  @Test
  void onlyTheSecondHalfCounts() {
    double[] ahead = new double[200];
    double[] behind = new double[200];
    Arrays.fill(ahead, 0, 100, 1e6);
    Arrays.fill(ahead, 100, 200, 3);
    Arrays.fill(behind, 100, 200, -4);
    ServoAccuracy figures = ServoAccuracy.of(new double[][] {ahead, behind}, 1);
    assertEquals(Math.sqrt((9 + 16) / 2.0), figures.rmsNanos(), 1e-12);
    assertEquals(4, figures.maxNanos());
    assertEquals(7, figures.medianSpreadNanos());
    assertEquals(7, figures.p99SpreadNanos());
  }

  @Test
  void itIsSettledWhenTheSlowestSlaveStaysNearForAMinute() {
    double[] quick = new double[200];
    double[] slow = new double[200];
    Arrays.fill(quick, 1);
    Arrays.fill(slow, 1);
    Arrays.fill(slow, 0, 5, Double.NaN);
    slow[20] = 100;
    ServoAccuracy figures = ServoAccuracy.of(new double[][] {quick, slow}, 1);
    assertEquals(21 + SlaveRun.SAMPLED_AT, figures.settledSeconds());
  }

  @Test
  void aMedianIsTakenOfEachFigureOnItsOwn() {
    ServoAccuracy low = new ServoAccuracy(1, 9, 2, 2, 2, 2);
    ServoAccuracy mid = new ServoAccuracy(2, 7, 2, 2, 2, 2);
    ServoAccuracy high = new ServoAccuracy(6, 8, 2, 2, 2, 2);
    assertEquals(
        new ServoAccuracy(2, 8, 2, 2, 2, 2), ServoAccuracy.median(List.of(low, mid, high)));
    assertEquals(new ServoAccuracy(1.5, 8, 2, 2, 2, 2), ServoAccuracy.median(List.of(low, mid)));
  }
}
