package berkeley.bench.contenders;

import berkeley.bench.result.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is known of all contenders: what was written before, and what is found now in its place.
 * For one thread.
 */
final class ContenderTable {
  private static final String ENTRIES = "results";

  private final Map<Condition, Map<ClockContender, ContenderResult>> entries = new TreeMap<>();

  /** From what was written before; those who take part no more are left out. */
  static ContenderTable of(Map<String, Object> document) {
    ContenderTable standings = new ContenderTable();
    if (document.get(ENTRIES) instanceof List<?> written) {
      for (Object each : written) {
        try {
          standings.put(ContenderResult.from((Map<?, ?>) each));
        } catch (IllegalArgumentException e) {
          System.err.println("bench: in what was written before, " + e.getMessage());
        }
      }
    }
    return standings;
  }

  /** Takes an entry in, in place of the one before. */
  void put(ContenderResult entry) {
    entries
        .computeIfAbsent(entry.condition(), condition -> new TreeMap<>())
        .put(entry.contender(), entry);
  }

  /** What is known of a contender under a condition, if it was measured. */
  Optional<ContenderResult> measured(ClockContender contender, Condition condition) {
    return Optional.ofNullable(entries.getOrDefault(condition, Map.of()).get(contender))
        .filter(ContenderResult::isMeasured);
  }

  /** All entries, by condition and contender. */
  List<ContenderResult> all() {
    return entries.values().stream().flatMap(each -> each.values().stream()).toList();
  }

  /** How many times ours is in there; NaN if one of the two is not known. */
  double toOurs(ContenderResult entry) {
    return measured(ClockContender.INTERSECTION, entry.condition())
        .map(
            ours ->
                entry.median(ContenderWindow::medianMicros)
                    / ours.median(ContenderWindow::medianMicros))
        .orElse(Double.NaN);
  }

  /** For JSON. */
  List<Map<String, Object>> toList() {
    return all().stream().map(ContenderResult::toMap).toList();
  }

  /** For the reader. */
  Table table() {
    Table table = header();
    all().forEach(entry -> table.add(row(entry)));
    return table;
  }

  /** A table without rows. */
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

  /** An entry's row. */
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

  /** Three figures, more or less; a dash for what is not known. */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return (value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f").formatted(value);
  }
}
