package berkeley.bench.liar;

import static java.nio.charset.StandardCharsets.UTF_8;

import berkeley.bench.liar.LiarSweep.Beginning;
import berkeley.bench.liar.LiarSweep.Point;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws how far a liar moves the others against how much it lies, both logarithmic: one panel for a
 * cluster that starts with it, one for a member that turns; the honest error is a dashed line.
 */
final class LiarPlot {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 400;

  /** The smallest distance that is drawn, since a logarithmic axis has no zero. */
  private static final double LEAST_MICROS = 1e-4;

  private static final List<Color> COLOURS =
      List.of(new Color(0x1B6CA8), new Color(0xC8553D), new Color(0x3F8F4F), new Color(0x8A5FB0));

  /** Digits beyond a hundredth of a pixel. */
  private static final Pattern NEEDLESS_DIGITS = Pattern.compile("(\\.\\d\\d)\\d+");

  private LiarPlot() {}

  /**
   * Draws the plot.
   *
   * @return SVG
   */
  static String draw(List<Point> points) throws IOException {
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart(points, Beginning.START, "One of seven lies when the cluster starts")
        .paint(graphics, WIDTH, HEIGHT);
    graphics.translate(0, HEIGHT);
    chart(points, Beginning.TURN, "One of seven begins to lie in a running cluster")
        .paint(graphics, WIDTH, HEIGHT);
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    new SVGProcessor()
        .getDocument(graphics.getCommands(), new PageSize(WIDTH, 2.0 * HEIGHT))
        .writeTo(svg);
    return NEEDLESS_DIGITS.matcher(svg.toString(UTF_8)).replaceAll("$1");
  }

  private static XYChart chart(List<Point> all, Beginning beginning, String title) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("lie, us")
            .yAxisTitle("the others moved by, us")
            .build();
    chart
        .getStyler()
        .setXAxisLogarithmic(true)
        .setYAxisLogarithmic(true)
        .setLegendPosition(LegendPosition.InsideNW)
        .setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisMin(LEAST_MICROS);
    List<String> averages = all.stream().map(Point::average).distinct().toList();
    for (int i = 0; i < averages.size(); i++) {
      String average = averages.get(i);
      List<Point> points =
          all.stream()
              .filter(point -> point.average().equals(average) && point.beginning() == beginning)
              .toList();
      chart
          .addSeries(
              average,
              lies(points),
              points.stream()
                  .mapToDouble(point -> Math.max(LEAST_MICROS, point.movedNanos() * 1e-3))
                  .toArray())
          .setMarker(SeriesMarkers.CIRCLE)
          .setMarkerColor(COLOURS.get(i % COLOURS.size()))
          .setLineColor(COLOURS.get(i % COLOURS.size()))
          .setLineStyle(new BasicStroke(1.5f));
      if (i == averages.size() - 1) {
        addHonestError(chart, points);
      }
    }
    return chart;
  }

  private static void addHonestError(XYChart chart, List<Point> points) {
    chart
        .addSeries(
            "honest error",
            lies(points),
            points.stream().mapToDouble(point -> point.boundNanos() * 1e-3).toArray())
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(Color.DARK_GRAY)
        .setLineStyle(
            new BasicStroke(
                1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0));
  }

  private static double[] lies(List<Point> points) {
    return points.stream().mapToDouble(point -> point.lie().toNanos() * 1e-3).toArray();
  }
}
