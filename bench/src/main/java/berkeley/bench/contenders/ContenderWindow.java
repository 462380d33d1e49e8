package berkeley.bench.contenders;

import berkeley.bench.process.DurationSeries;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of one window of one contender under one condition. Unknown figures are NaN.
 *
 * @param medianMicros of the spread between its clocks
 * @param p99Micros of the same
 * @param maxMicros of the same
 * @param shiftMicros how far the mean of its clocks moved since before the window
 * @param boundMicros median of the largest bounds reported
 * @param outside how often a clock was farther from the leader than its bound
 * @param wentBack how often a clock went back
 * @param looks in how many looks all clocks answered
 * @param missed in how many they did not
 * @param rounds how many rounds ended, -1 where the leader reports none
 * @param longestRoundMillis the longest of them
 * @param hung whether no round had ended for three periods when the window ended
 */
record ContenderWindow(
    double medianMicros,
    double p99Micros,
    double maxMicros,
    double shiftMicros,
    double boundMicros,
    long outside,
    long wentBack,
    long looks,
    long missed,
    long rounds,
    double longestRoundMillis,
    boolean hung) {

  /** Returns the result of what was collected in a window. */
  static ContenderWindow of(
      DurationSeries spreads,
      DurationSeries bounds,
      double shiftMicros,
      Counts counts,
      RoundTimes log,
      boolean hung) {
    return new ContenderWindow(
        spreads.medianMicros(),
        spreads.p99Micros(),
        spreads.maxMicros(),
        shiftMicros,
        bounds.medianMicros(),
        counts.outside(),
        counts.wentBack(),
        spreads.size(),
        counts.missed(),
        log.tells() ? log.count() : -1,
        log.count() > 0 ? log.longestNanos() * 1e-6 : Double.NaN,
        hung);
  }

  /**
   * Counts of a window.
   *
   * @param outside clocks outside their bound
   * @param wentBack clocks that went back
   * @param missed looks that somebody did not answer
   */
  record Counts(long outside, long wentBack, long missed) {}

  /** Returns the figures for JSON, which has no NaN. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map, "spread_median_us", medianMicros);
    put(map, "spread_p99_us", p99Micros);
    put(map, "spread_max_us", maxMicros);
    put(map, "shift_us", shiftMicros);
    put(map, "bound_median_us", boundMicros);
    map.put("outside_bound", outside);
    map.put("went_back", wentBack);
    map.put("looks", looks);
    map.put("missed_looks", missed);
    map.put("rounds", rounds < 0 ? null : rounds);
    put(map, "longest_round_ms", longestRoundMillis);
    map.put("hung", hung);
    return map;
  }

  private static void put(Map<String, Object> map, String key, double value) {
    map.put(key, Double.isFinite(value) ? Math.round(value * 1e3) / 1e3 : null);
  }

  /** Reads a window from JSON. */
  static ContenderWindow from(Map<?, ?> map) {
    return new ContenderWindow(
        number(map, "spread_median_us"),
        number(map, "spread_p99_us"),
        number(map, "spread_max_us"),
        number(map, "shift_us"),
        number(map, "bound_median_us"),
        count(map, "outside_bound"),
        count(map, "went_back"),
        count(map, "looks"),
        count(map, "missed_looks"),
        count(map, "rounds"),
        number(map, "longest_round_ms"),
        Boolean.TRUE.equals(map.get("hung")));
  }

  private static double number(Map<?, ?> map, String key) {
    return map.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static long count(Map<?, ?> map, String key) {
    return map.get(key) instanceof Number number ? number.longValue() : -1;
  }
}
