package berkeley.bench.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.bench.process.DurationSeries;
import org.junit.jupiter.api.Test;

class OffsetOracleTest {

  @Test
  void theMasterIsInterpolatedBetweenItsTwoReadings() {
    // The master gains 200 ns in 1 ms; a quarter of the way the slave is 70 ns ahead of it.
    Reading before = new Reading(1_000_000, 5_000_000);
    Reading after = new Reading(2_000_000, 6_000_200);
    OffsetOracle.Seen seen = OffsetOracle.see(before, at(new Reading(1_250_000, 5_250_120)), after);
    assertEquals(70, seen.offset());
    assertEquals(9_000, seen.bound());
    assertTrue(seen.tolerance() < 300, () -> "tolerance " + seen.tolerance());
  }

  @Test
  void aSeriesTellsItsMedianPercentileAndMaximum() {
    DurationSeries series = new DurationSeries();
    for (int i = 2_000; i >= 1; i--) {
      series.add(i * 1_000L);
    }
    assertEquals(1_000, series.medianMicros(), 1e-9);
    assertEquals(1_980, series.p99Micros(), 1e-9);
    assertEquals(2_000, series.maxMicros(), 1e-9);
  }

  private static NodeStatus at(Reading reading) {
    return new NodeStatus(
        "a",
        1,
        2,
        Role.SLAVE,
        NodeState.SYNCHRONISED,
        1,
        "master",
        reading,
        9_000,
        0,
        0,
        0,
        1,
        0,
        0,
        "test");
  }
}
