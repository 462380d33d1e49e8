package berkeley.bench.yardstick;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The figures of one part, by names that end with the unit, in the order in which they came. For
 * one thread.
 */
final class Figures {
  private final Map<String, FigurePair> pairs = new LinkedHashMap<>();

  /** Adds a window's figure, of which no ratio is asked for. */
  void add(Side side, String name, double value) {
    pairs.computeIfAbsent(name, key -> new FigurePair(OptionalDouble.empty())).add(side, value);
  }

  /**
   * Adds a window's figure.
   *
   * @param wanted the largest ratio of the current build's to the baseline's that is accepted
   */
  void add(Side side, String name, double value, double wanted) {
    pairs.computeIfAbsent(name, key -> new FigurePair(OptionalDouble.of(wanted))).add(side, value);
  }

  /** Returns the names of those whose ratio is not what is asked for. */
  List<String> missed() {
    return pairs.entrySet().stream()
        .filter(each -> !each.getValue().isReached())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns them by name. */
  Map<String, FigurePair> pairs() {
    return pairs;
  }

  /** Returns them as JSON shows them. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    pairs.forEach((name, pair) -> map.put(name, pair.toMap()));
    return map;
  }

  /** Returns a table's cells for a figure: baseline, current, ratio, its range, what is wanted. */
  static List<String> cells(FigurePair pair) {
    List<Double> ratios = pair.windowRatios();
    String range =
        ratios.size() < 2
            ? "-"
            : text(ratios.stream().min(Double::compare).orElseThrow())
                + " to "
                + text(ratios.stream().max(Double::compare).orElseThrow());
    String wanted =
        pair.wanted().isEmpty()
            ? "-"
            : text(pair.wanted().getAsDouble()) + (pair.isReached() ? "" : ", missed");
    return List.of(
        text(pair.median(Side.BASELINE)),
        text(pair.median(Side.CURRENT)),
        text(pair.ratio()),
        range,
        wanted);
  }

  /** Writes a value with three digits at least, and large ones without a fraction. */
  private static String text(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    double size = Math.abs(value);
    if (size >= 100 || (size >= 10 && value == Math.rint(value))) {
      return "%.0f".formatted(value);
    }
    return size >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
  }
}
