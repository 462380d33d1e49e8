package berkeley.bench.contenders;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * One contender under one condition, over the windows of the last run in which they met.
 *
 * @param cells what was seen, a window each; empty if it was not measured
 * @param why why it was not measured; empty if it was
 * @param how for how long: the window and what came before, for the reader
 */
record ContenderResult(
    ClockContender contender,
    Condition condition,
    List<ContenderWindow> cells,
    String why,
    String how) {

  ContenderResult {
    cells = List.copyOf(cells);
  }

  /** Whether there is something to compare. */
  boolean isMeasured() {
    return !Double.isNaN(median(ContenderWindow::medianMicros));
  }

  /**
   * The middle of the windows' figures; the mean of the two in the middle; NaN if there are none.
   */
  double median(ToDoubleFunction<ContenderWindow> figure) {
    double[] sorted = sorted(figure);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** The smallest of the windows' figures. */
  double least(ToDoubleFunction<ContenderWindow> figure) {
    return sorted(figure).length == 0 ? Double.NaN : sorted(figure)[0];
  }

  /** The largest of the windows' figures. */
  double most(ToDoubleFunction<ContenderWindow> figure) {
    double[] sorted = sorted(figure);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
  }

  private double[] sorted(ToDoubleFunction<ContenderWindow> figure) {
    double[] values =
        cells.stream().mapToDouble(figure).filter(each -> !Double.isNaN(each)).toArray();
    Arrays.sort(values);
    return values;
  }

  /** Whether it hung in any window. */
  boolean hung() {
    return cells.stream().anyMatch(ContenderWindow::hung);
  }

  /** The sum of a count over the windows; what was not counted is left out. */
  long sum(ToLongFunction<ContenderWindow> count) {
    return cells.stream().mapToLong(count).filter(each -> each > 0).sum();
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("contender", contender.word());
    map.put("condition", condition.word());
    if (!why.isEmpty()) {
      map.put("not_measured", why);
    }
    map.put("how", how);
    map.put("windows", cells.stream().map(ContenderWindow::toMap).toList());
    return map;
  }

  /**
   * From JSON.
   *
   * @throws IllegalArgumentException if it names a contender or a condition that there is not
   */
  static ContenderResult from(Map<?, ?> map) {
    String contender = String.valueOf(map.get("contender"));
    String condition = String.valueOf(map.get("condition"));
    return new ContenderResult(
        ClockContender.of(contender).orElseThrow(() -> unknown(contender)),
        Condition.of(condition).orElseThrow(() -> unknown(condition)),
        ((List<?>) map.get("windows"))
            .stream().map(each -> ContenderWindow.from((Map<?, ?>) each)).toList(),
        map.get("not_measured") instanceof String why ? why : "",
        String.valueOf(map.get("how")));
  }

  private static IllegalArgumentException unknown(String word) {
    return new IllegalArgumentException("'%s' does not take part any more".formatted(word));
  }
}
