package berkeley.bench.contenders;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The result of a contender under a condition, over the windows of the newest run with both.
 *
 * @param windows the results, one for each window; empty if it was not measured
 * @param why why it was not measured; empty if it was
 * @param how how many windows of which length, for tables
 */
record ContenderResult(
    ClockContender contender,
    Condition condition,
    List<ContenderWindow> windows,
    String why,
    String how) {

  ContenderResult {
    windows = List.copyOf(windows);
  }

  /** Returns whether it was measured. */
  boolean isMeasured() {
    return !Double.isNaN(median(ContenderWindow::medianMicros));
  }

  /** Returns the median of the windows' figures; NaN if there are none. */
  double median(ToDoubleFunction<ContenderWindow> figure) {
    double[] sorted = sorted(figure);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** Returns the smallest of the windows' figures. */
  double least(ToDoubleFunction<ContenderWindow> figure) {
    return sorted(figure).length == 0 ? Double.NaN : sorted(figure)[0];
  }

  /** Returns the largest of the windows' figures. */
  double most(ToDoubleFunction<ContenderWindow> figure) {
    double[] sorted = sorted(figure);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
  }

  private double[] sorted(ToDoubleFunction<ContenderWindow> figure) {
    double[] values =
        windows.stream().mapToDouble(figure).filter(each -> !Double.isNaN(each)).toArray();
    Arrays.sort(values);
    return values;
  }

  /** Returns whether it hung in any window. */
  boolean hung() {
    return windows.stream().anyMatch(ContenderWindow::hung);
  }

  /** Returns the sum of a count over the windows, without those in which it was not counted. */
  long sum(ToLongFunction<ContenderWindow> count) {
    return windows.stream().mapToLong(count).filter(each -> each > 0).sum();
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("contender", contender.word());
    map.put("condition", condition.word());
    if (!why.isEmpty()) {
      map.put("not_measured", why);
    }
    map.put("how", how);
    map.put("windows", windows.stream().map(ContenderWindow::toMap).toList());
    return map;
  }

  /**
   * Reads a result from JSON.
   *
   * @throws IllegalArgumentException if it names an unknown contender or condition
   */
  static ContenderResult from(Map<?, ?> map) {
    String contender = String.valueOf(map.get("contender"));
    String condition = String.valueOf(map.get("condition"));
    return new ContenderResult(
        ClockContender.of(contender).orElseThrow(() -> unknown(contender)),
        Condition.of(condition).orElseThrow(() -> unknown(condition)),
        requireNonNull((List<?>) map.get("windows")).stream()
            .map(each -> ContenderWindow.from((Map<?, ?>) each))
            .toList(),
        map.get("not_measured") instanceof String why ? why : "",
        String.valueOf(map.get("how")));
  }

  private static IllegalArgumentException unknown(String word) {
    return new IllegalArgumentException("'%s' does not take part any more".formatted(word));
  }
}
