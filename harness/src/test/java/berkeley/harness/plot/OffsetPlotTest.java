package berkeley.harness.plot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.RunResult;
import berkeley.simulator.Simulation;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OffsetPlotTest {

  private final Scenario scenario =
      Scenarios.builtIn("outage").withDuration(Duration.ofMinutes(25));

  @Test
  void aRunIsDrawnWithoutADisplayAndIsTheRunThatItDraws() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    RunResult drawn = OffsetPlot.write(scenario, 101, file);
    assertEquals(Simulation.run(scenario, 101), drawn);
    String svg = file.toString(UTF_8);
    assertTrue(svg.contains("<svg") && svg.strip().endsWith("</svg>"), "no picture");
    assertTrue(svg.length() < 2_000_000, svg.length() + " characters");
  }

  @Test
  void theSameRunGivesTheSamePicture() throws IOException {
    ByteArrayOutputStream once = new ByteArrayOutputStream();
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    OffsetPlot.write(scenario, 101, once);
    OffsetPlot.write(scenario, 101, again);
    assertEquals(withoutClipNames(once), withoutClipNames(again));
  }

  /** The library names its clip paths by whatever is at hand. */
  private static String withoutClipNames(ByteArrayOutputStream svg) {
    return svg.toString(UTF_8).replaceAll("clip-?\\d+", "clip");
  }

  @Test
  void binsKeepTheExtremes() {
    TimeBins bins = TimeBins.even(2, 0, 10);
    bins.add(1, 3);
    bins.add(2, -4);
    bins.add(9, 7);
    assertArrayEquals(new double[] {1, 9}, bins.times());
    assertArrayEquals(new double[] {-4, 7}, bins.least());
    assertArrayEquals(new double[] {3, 7}, bins.most());
    assertArrayEquals(new double[] {Math.sqrt(12.5), 7}, bins.rms(), 1e-12);
  }
}
