package berkeley.bench.yardstick;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One figure of both builds, measured in windows that take turns or run at the same time: the n-th
 * window of one belongs to the n-th of the other. For one thread.
 */
final class FigurePair {
  private final List<Double> baseline = new ArrayList<>();
  private final List<Double> current = new ArrayList<>();
  private final OptionalDouble wanted;

  /**
   * Creates a pair without windows.
   *
   * @param wanted the largest ratio that is accepted, if one is asked for
   */
  FigurePair(OptionalDouble wanted) {
    this.wanted = wanted;
  }

  /** Adds a window's figure. */
  void add(Side side, double value) {
    windows(side).add(value);
  }

  private List<Double> windows(Side side) {
    return side == Side.BASELINE ? baseline : current;
  }

  /** Returns the median of a build's windows; NaN if there are none. */
  double median(Side side) {
    return median(windows(side));
  }

  /** Returns the current median over the baseline's; 1 if both are 0, NaN if it has no meaning. */
  double ratio() {
    return ratio(median(baseline), median(current));
  }

  /** Returns the ratios of windows that belong together; of those without a partner none. */
  List<Double> windowRatios() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(baseline.size(), current.size()); i++) {
      ratios.add(ratio(baseline.get(i), current.get(i)));
    }
    return ratios;
  }

  /** Returns whether the ratio is as small as asked for; a ratio that is no number never is. */
  boolean isReached() {
    return wanted.isEmpty() || ratio() <= wanted.getAsDouble();
  }

  /** Returns the largest ratio that is accepted, if one is asked for. */
  OptionalDouble wanted() {
    return wanted;
  }

  /** Returns it as JSON shows it, which has no NaN. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("baseline", numberOrNull(median(baseline)));
    map.put("current", numberOrNull(median(current)));
    map.put("ratio", numberOrNull(ratio()));
    if (wanted.isPresent()) {
      map.put("wanted_ratio_at_most", wanted.getAsDouble());
      map.put("reached", isReached());
    }
    map.put("baseline_windows", baseline.stream().map(FigurePair::numberOrNull).toList());
    map.put("current_windows", current.stream().map(FigurePair::numberOrNull).toList());
    return map;
  }

  private static double ratio(double before, double now) {
    if (before == 0) {
      return now == 0 ? 1 : Double.NaN;
    }
    return now / before;
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static @Nullable Double numberOrNull(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
