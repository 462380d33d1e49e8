package berkeley.bench.contenders;

import berkeley.bench.result.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The results of all contenders: those written before, replaced by new ones. For one thread. */
final class ContenderTable {
  private static final String ENTRIES = "results";

  private final Map<Condition, Map<ClockContender, ContenderResult>> entries = new TreeMap<>();

  /** Reads what was written before, without contenders that no longer exist. */
  static ContenderTable of(Map<String, Object> document) {
    ContenderTable results = new ContenderTable();
    if (document.get(ENTRIES) instanceof List<?> written) {
      for (Object each : written) {
        try {
          results.put(ContenderResult.from((Map<?, ?>) each));
        } catch (IllegalArgumentException e) {
          System.err.println("bench: in what was written before, " + e.getMessage());
        }
      }
    }
    return results;
  }

  /** Adds a result, in place of the one before. */
  void put(ContenderResult entry) {
    entries
        .computeIfAbsent(entry.condition(), condition -> new TreeMap<>())
        .put(entry.contender(), entry);
  }

  /** Returns the result of a contender under a condition, if it was measured. */
  Optional<ContenderResult> measured(ClockContender contender, Condition condition) {
    return Optional.ofNullable(entries.getOrDefault(condition, Map.of()).get(contender))
        .filter(ContenderResult::isMeasured);
  }

  /** Returns all results, by condition and contender. */
  List<ContenderResult> all() {
    return entries.values().stream().flatMap(each -> each.values().stream()).toList();
  }

  /** Returns the ratio of its median spread to ours; NaN if one of the two is unknown. */
  double toOurs(ContenderResult entry) {
    return measured(ClockContender.INTERSECTION, entry.condition())
        .map(
            ours ->
                entry.median(ContenderWindow::medianMicros)
                    / ours.median(ContenderWindow::medianMicros))
        .orElse(Double.NaN);
  }

  /** Returns the results for JSON. */
  List<Map<String, Object>> toList() {
    return all().stream().map(ContenderResult::toMap).toList();
  }

  /** Returns the results as a table. */
  Table table() {
    Table table = header();
    all().forEach(entry -> table.add(row(entry)));
    return table;
  }

  /** Returns a table without rows. */
  static Table header() {
    return new Table(
        "condition",
        "contender",
        "median spread us (range)",
        "p99 us",
        "to ours",
        "group moved us",
        "went back",
        "longest round ms",
        "bound us",
        "watched",
        "remarks");
  }

  /** Returns the row of a result. */
  String[] row(ContenderResult entry) {
    return new String[] {
      entry.condition().title(),
      entry.contender().title(),
      entry.isMeasured() ? spread(entry) : "-",
      text(entry.median(ContenderWindow::p99Micros)),
      text(toOurs(entry)),
      text(entry.most(ContenderWindow::shiftMicros)),
      entry.isMeasured() && entry.contender() != ClockContender.RAW_TCP
          ? Long.toString(entry.sum(ContenderWindow::wentBack))
          : "-",
      text(entry.most(ContenderWindow::longestRoundMillis)),
      text(entry.median(ContenderWindow::boundMicros)),
      entry.how(),
      remarks(entry)
    };
  }

  private static String spread(ContenderResult entry) {
    return "%s (%s to %s)"
        .formatted(
            text(entry.median(ContenderWindow::medianMicros)),
            text(entry.least(ContenderWindow::medianMicros)),
            text(entry.most(ContenderWindow::medianMicros)));
  }

  private static String remarks(ContenderResult entry) {
    if (!entry.why().isEmpty()) {
      return entry.why();
    }
    StringBuilder remarks = new StringBuilder();
    if (entry.hung()) {
      remarks.append("hangs: no round ends any more. ");
    }
    if (entry.sum(ContenderWindow::outside) > 0) {
      remarks.append("outside its bound %d times. ".formatted(entry.sum(ContenderWindow::outside)));
    }
    if (entry.sum(ContenderWindow::missed) > 0) {
      remarks.append(
          "silent in %d of %d looks."
              .formatted(
                  entry.sum(ContenderWindow::missed),
                  entry.sum(ContenderWindow::missed) + entry.sum(ContenderWindow::looks)));
    }
    return remarks.toString().strip();
  }

  /** Returns a value with about three digits; a dash for an unknown one. */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return (value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f").formatted(value);
  }
}
