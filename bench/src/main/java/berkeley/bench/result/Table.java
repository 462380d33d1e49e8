package berkeley.bench.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A Markdown table to which rows are added. */
public final class Table {
  private final List<String> lines = new ArrayList<>();
  private final int columns;

  /** Creates an empty table with these headings. */
  public Table(String... headings) {
    columns = headings.length;
    lines.add(line(List.of(headings)));
    lines.add(line(Collections.nCopies(columns, "---")));
  }

  /**
   * Adds a row.
   *
   * @return the row, with the headings before it if it is the first
   * @throws IllegalArgumentException if it has not as many cells as there are headings
   */
  public String add(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "cells: %d given, %d wanted".formatted(cells.length, columns));
    }
    lines.add(line(List.of(cells)));
    return lines.size() == 3 ? toString() : lines.get(lines.size() - 1) + "\n";
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** Returns the whole table, with a line break after each line. */
  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
