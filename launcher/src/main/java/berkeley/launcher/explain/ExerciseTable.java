package berkeley.launcher.explain;

import berkeley.master.explain.ExplainedClock;
import berkeley.master.explain.RoundExplanation;
import berkeley.master.explain.TimeNotation;
import java.util.ArrayList;
import java.util.List;

/** An exercise's table: what each clock shows, how far off it is, whether it counts, its change. */
public final class ExerciseTable {

  private ExerciseTable() {}

  /** Returns its lines, columns as wide as they have to be. */
  public static List<String> lines(RoundExplanation round, TimeNotation notation) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"clock", "shows", "offset", "counts", "adjustment", "then"});
    rows.add(
        new String[] {
          round.master(),
          notation.time(round.masterNanos()),
          notation.signed(0),
          round.masterCounted() ? "yes" : "no",
          notation.signed(round.masterDeltaNanos()),
          notation.time(round.masterAfterNanos())
        });
    for (ExplainedClock clock : round.clocks()) {
      rows.add(
          new String[] {
            clock.id(),
            notation.time(round.masterNanos() + clock.offsetNanos()),
            notation.signed(clock.offsetNanos()),
            clock.counted() ? "yes" : "no",
            clock.told() ? notation.signed(clock.deltaNanos()) : "none",
            notation.time(clock.afterNanos())
          });
    }
    return aligned(rows);
  }

  private static List<String> aligned(List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder(padded(row[0], widths[0], false));
      for (int i = 1; i < columns; i++) {
        line.append("  ").append(padded(row[i], widths[i], true));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String padded(String text, int width, boolean right) {
    String fill = " ".repeat(width - text.length());
    return right ? fill + text : text + fill;
  }
}
