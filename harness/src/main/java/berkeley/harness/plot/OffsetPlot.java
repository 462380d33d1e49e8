package berkeley.harness.plot;

import static java.nio.charset.StandardCharsets.UTF_8;

import berkeley.simulator.RunResult;
import berkeley.simulator.Simulation;
import berkeley.simulator.scenario.Scenario;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws a run: how every slave approached cluster time, and how near it stayed.
 *
 * <p>The upper panel is logarithmic both ways, so that the first seconds and the last hours, hours
 * of error and nanoseconds, are all legible: distances as lines, the bounds that slaves reported as
 * a band above them; each point is the root mean square of a stretch of time. The lower panel is
 * linear and shows the second half, with signs; each point stands for the extremes of a stretch, so
 * no spike is lost.
 */
public final class OffsetPlot {

  private static final int WIDTH = 1000;
  private static final int UPPER = 460;
  private static final int LOWER = 320;
  private static final Color BAND = new Color(0xB8C4CE);

  /** A hundredth of a pixel is enough; without the rest the file is half as long. */
  private static final Pattern NEEDLESS_DIGITS = Pattern.compile("(\\.\\d\\d)\\d+");

  private static final float HUE_STEP = 0.618034f;

  private OffsetPlot() {}

  /**
   * Runs a scenario once and draws it as SVG.
   *
   * @param scenario what to run
   * @param seed of its random numbers
   * @param out where the picture goes
   * @return the result of the run
   * @throws IOException if it cannot be written
   */
  public static RunResult write(Scenario scenario, long seed, OutputStream out) throws IOException {
    double seconds = scenario.duration().toNanos() * 1e-9;
    OffsetTrace trace = new OffsetTrace(seconds);
    RunResult result = Simulation.run(scenario, seed, trace);
    VectorGraphics2D graphics = new VectorGraphics2D();
    approach(scenario, seed, trace).paint(graphics, WIDTH, UPPER);
    graphics.translate(0, UPPER);
    steady(result, trace, seconds).paint(graphics, WIDTH, LOWER);
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    new SVGProcessor()
        .getDocument(graphics.getCommands(), new PageSize(WIDTH, UPPER + LOWER))
        .writeTo(svg);
    String shorter = NEEDLESS_DIGITS.matcher(svg.toString(UTF_8)).replaceAll("$1");
    out.write(shorter.getBytes(UTF_8));
    return result;
  }

  private static XYChart approach(Scenario scenario, long seed, OffsetTrace trace) {
    XYChart chart =
        chart(
            UPPER,
            "Scenario %s, seed %d: distance from cluster time, and the bounds reported"
                .formatted(scenario.name(), seed),
            "distance, us");
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    addBand(chart, trace.bounds());
    for (int i = 0; i < trace.names().size(); i++) {
      TimeBins bins = trace.distances().get(i);
      addLine(chart, trace.names().get(i), i, bins.times(), bins.rms());
    }
    return chart;
  }

  private static XYChart steady(RunResult result, OffsetTrace trace, double seconds) {
    XYChart chart =
        chart(
            LOWER,
            String.format(
                Locale.ROOT,
                "Second half: RMS %.3f us, median spread %.3f us",
                result.rmsNanos() * 1e-3,
                result.spreadMedianNanos() * 1e-3),
            "offset, us");
    chart.getStyler().setXAxisMin(seconds / 2).setXAxisMax(seconds);
    for (int i = 0; i < trace.names().size(); i++) {
      TimeBins bins = trace.offsets().get(i);
      addLine(
          chart,
          trace.names().get(i),
          i,
          alternating(bins.times(), bins.times()),
          alternating(bins.least(), bins.most()));
    }
    return chart;
  }

  private static XYChart chart(int height, String title, String yAxis) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(height)
            .title(title)
            .xAxisTitle("true time, s")
            .yAxisTitle(yAxis)
            .build();
    chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  /** Draws a band from the smallest bound of any slave to the largest. */
  private static void addBand(XYChart chart, TimeBins bounds) {
    double[] times = bounds.times();
    double[] least = bounds.least();
    double[] most = bounds.most();
    int n = times.length;
    if (n == 0) {
      return;
    }
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    for (int i = 0; i < n; i++) {
      x[i] = times[i];
      y[i] = most[i];
      x[2 * n - 1 - i] = times[i];
      y[2 * n - 1 - i] = least[i];
    }
    XYSeries band = chart.addSeries("bounds", x, y);
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    band.setMarker(SeriesMarkers.NONE).setLineColor(BAND);
    band.setFillColor(BAND);
  }

  private static void addLine(XYChart chart, String name, int number, double[] x, double[] y) {
    if (x.length > 0) {
      chart
          .addSeries(name, x, y)
          .setMarker(SeriesMarkers.NONE)
          .setLineColor(Color.getHSBColor(number * HUE_STEP, 0.75f, 0.75f))
          .setLineStyle(new BasicStroke(0.8f));
    }
  }

  private static double[] alternating(double[] first, double[] second) {
    double[] both = new double[2 * first.length];
    for (int i = 0; i < first.length; i++) {
      both[2 * i] = first[i];
      both[2 * i + 1] = second[i];
    }
    return both;
  }
}
