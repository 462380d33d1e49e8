package berkeley.harness.report;

import berkeley.harness.console.JsonLine;
import berkeley.simulator.recording.RecordLine.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of the page's plots, thinned so that the page stays small. */
final class PlotData {

  /** Shared by all nodes' plots: some 35 bytes each. */
  private static final int POINTS = 40_000;

  private static final int MOST_POINTS_PER_NODE = 4_000;
  private static final int SPREADS = 4_000;
  private static final int ERRORS = 6_000;

  private PlotData() {}

  /** Returns a JSON document that is safe inside a script element of a page. */
  static String json(RunDigest run) {
    Map<String, Object> document = new LinkedHashMap<>();
    int most = Math.min(MOST_POINTS_PER_NODE, POINTS / Math.max(1, run.nodes().size()));
    Map<String, Object> nodes = new LinkedHashMap<>();
    run.nodes().forEach((id, node) -> nodes.put(id, columns(node.series(), most, 4, 1)));
    document.put("nodes", nodes);
    document.put("spread", columns(run.spreads(), SPREADS, 2, 1));
    document.put("errors", columns(run.errors(), ERRORS, 3, 2));
    document.put("events", run.events().stream().map(PlotData::event).toList());
    return JsonLine.line(document).replace("<", "\\u003c");
  }

  private static List<List<Number>> columns(TimeSeries series, int most, int width, int spikes) {
    List<Integer> rows = series.thinned(most, spikes);
    List<List<Number>> columns = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      List<Number> figures = new ArrayList<>(rows.size());
      for (int row : rows) {
        figures.add(figure(series.at(row, column)));
      }
      columns.add(figures);
    }
    return columns;
  }

  /** Rounds a value to three digits after the point, or to a whole number if it is one. */
  private static Number figure(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    double rounded = Math.rint(value * 1e3) / 1e3;
    return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
        ? (Number) (long) rounded
        : (Number) rounded;
  }

  private static Map<String, Object> event(Event event) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("at", figure(event.atNanos() / 1e9));
    values.put("event", event.kind().name().toLowerCase(Locale.ROOT));
    values.put("id", event.id());
    values.put("text", event.text());
    return values;
  }
}
