package berkeley.bench.contenders;

import berkeley.bench.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is known of all contenders: what was written before, and what is found now in its place.
 * For one thread.
 */
final class Standings {
  private static final String ENTRIES = "results";

  private final Map<Condition, Map<Contender, Entry>> entries = new TreeMap<>();

  /** From what was written before; those who take part no more are left out. */
  static Standings of(Map<String, Object> document) {
    Standings standings = new Standings();
    if (document.get(ENTRIES) instanceof List<?> written) {
      for (Object each : written) {
        try {
          standings.put(Entry.from((Map<?, ?>) each));
        } catch (IllegalArgumentException e) {
          System.err.println("bench: in what was written before, " + e.getMessage());
        }
      }
    }
    return standings;
  }

  /** Takes an entry in, in place of the one before. */
  void put(Entry entry) {
    entries
        .computeIfAbsent(entry.condition(), condition -> new TreeMap<>())
        .put(entry.contender(), entry);
  }

  /** What is known of a contender under a condition, if it was measured. */
  Optional<Entry> measured(Contender contender, Condition condition) {
    return Optional.ofNullable(entries.getOrDefault(condition, Map.of()).get(contender))
        .filter(Entry::isMeasured);
  }

  /** All entries, by condition and contender. */
  List<Entry> all() {
    return entries.values().stream().flatMap(each -> each.values().stream()).toList();
  }

  /** How many times ours is in there; NaN if one of the two is not known. */
  double toOurs(Entry entry) {
    return measured(Contender.INTERSECTION, entry.condition())
        .map(ours -> entry.median(Cell::medianMicros) / ours.median(Cell::medianMicros))
        .orElse(Double.NaN);
  }

  /** For JSON. */
  List<Map<String, Object>> toList() {
    return all().stream().map(Entry::toMap).toList();
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
  String[] row(Entry entry) {
    return new String[] {
      entry.condition().title(),
      entry.contender().title(),
      entry.isMeasured() ? spread(entry) : "-",
      text(entry.median(Cell::p99Micros)),
      text(toOurs(entry)),
      text(entry.most(Cell::shiftMicros)),
      entry.isMeasured() && entry.contender() != Contender.RAW_TCP
          ? Long.toString(entry.sum(Cell::wentBack))
          : "-",
      text(entry.most(Cell::longestRoundMillis)),
      text(entry.median(Cell::boundMicros)),
      entry.how(),
      remarks(entry)
    };
  }

  private static String spread(Entry entry) {
    return "%s (%s to %s)"
        .formatted(
            text(entry.median(Cell::medianMicros)),
            text(entry.least(Cell::medianMicros)),
            text(entry.most(Cell::medianMicros)));
  }

  private static String remarks(Entry entry) {
    if (!entry.why().isEmpty()) {
      return entry.why();
    }
    StringBuilder remarks = new StringBuilder();
    if (entry.hung()) {
      remarks.append("hangs: no round ends any more. ");
    }
    if (entry.sum(Cell::outside) > 0) {
      remarks.append("outside its bound %d times. ".formatted(entry.sum(Cell::outside)));
    }
    if (entry.sum(Cell::missed) > 0) {
      remarks.append(
          "silent in %d of %d looks."
              .formatted(
                  entry.sum(Cell::missed), entry.sum(Cell::missed) + entry.sum(Cell::looks)));
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
