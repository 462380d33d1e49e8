package berkeley.bench.contenders;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the median spreads: a dot for each contender under each condition, logarithmically. */
final class ContendersPlot {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 480;
  private static final float HUE_STEP = 0.618034f;

  /** Digits beyond a hundredth of a pixel. */
  private static final Pattern NEEDLESS_DIGITS = Pattern.compile("(\\.\\d\\d)\\d+");

  private ContendersPlot() {}

  /** Returns the plot as SVG. */
  static String svg(ContenderTable results) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Spread between five processes, median; less is better")
            .yAxisTitle("us")
            .build();
    chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
    chart.getStyler().setYAxisLogarithmic(true).setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    List<Condition> conditions =
        Arrays.stream(Condition.values()).filter(each -> isMeasured(results, each)).toList();
    List<ClockContender> contenders = List.of(ClockContender.values());
    for (int i = 0; i < contenders.size(); i++) {
      add(chart, results, contenders.get(i), i, conditions);
    }
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart.paint(graphics, WIDTH, HEIGHT);
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    new SVGProcessor()
        .getDocument(graphics.getCommands(), new PageSize(WIDTH, HEIGHT))
        .writeTo(svg);
    return NEEDLESS_DIGITS.matcher(svg.toString(UTF_8)).replaceAll("$1");
  }

  private static boolean isMeasured(ContenderTable results, Condition condition) {
    return Arrays.stream(ClockContender.values())
        .anyMatch(each -> results.measured(each, condition).isPresent());
  }

  private static void add(
      CategoryChart chart,
      ContenderTable results,
      ClockContender contender,
      int number,
      List<Condition> conditions) {
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Condition condition : conditions) {
      names.add(condition.word());
      values.add(
          results
              .measured(contender, condition)
              .map(entry -> entry.median(ContenderWindow::medianMicros))
              .filter(median -> median > 0)
              .orElse(null));
    }
    if (values.stream().allMatch(value -> value == null)) {
      return;
    }
    CategorySeries series = chart.addSeries(contender.title(), names, values);
    series.setMarker(contender.isOurs() ? SeriesMarkers.CIRCLE : SeriesMarkers.DIAMOND);
    series.setMarkerColor(Color.getHSBColor(number * HUE_STEP, 0.75f, 0.75f));
    series.setLineStyle(new BasicStroke(0));
  }
}
