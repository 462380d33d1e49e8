package berkeley.harness.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Figures over time, a row at a time, kept in columns of primitive numbers: an hour of many nodes
 * fits in some megabytes. {@link Double#NaN} stands for a figure that is not known. For one thread.
 */
final class TimeSeries {

  private final int width;
  private double[] cells = new double[1024];
  private int rows;

  /**
   * Creates an empty series.
   *
   * @param width how many figures a row has
   */
  TimeSeries(int width) {
    this.width = width;
  }

  /** Adds a row. */
  void add(double... row) {
    if (row.length != width) {
      throw new IllegalArgumentException("%d figures, not %d".formatted(row.length, width));
    }
    if ((rows + 1) * width > cells.length) {
      cells = Arrays.copyOf(cells, cells.length * 2);
    }
    System.arraycopy(row, 0, cells, rows * width, width);
    rows++;
  }

  /** Returns how many rows there are. */
  int rows() {
    return rows;
  }

  /** Returns one figure. */
  double at(int row, int column) {
    return cells[row * width + column];
  }

  /**
   * Returns the rows that a plot needs: all of them where they are few, otherwise the first, the
   * last, and of each stretch of rows in between the two with the smallest and the largest figure
   * in one column, so that no spike is lost.
   *
   * @param most at most about so many
   * @param column the figure whose spikes are kept
   * @return their indices, rising
   */
  List<Integer> thinned(int most, int column) {
    List<Integer> kept = new ArrayList<>();
    int stretch = Math.max(1, (int) Math.ceil(2.0 * rows / most));
    for (int from = 0; from < rows; from += stretch) {
      int to = Math.min(rows, from + stretch);
      keepExtremes(from, to, column, kept);
    }
    if (rows > 0 && kept.get(0) != 0) {
      kept.add(0, 0);
    }
    if (rows > 0 && kept.get(kept.size() - 1) != rows - 1) {
      kept.add(rows - 1);
    }
    return kept;
  }

  private void keepExtremes(int from, int to, int column, List<Integer> kept) {
    int least = from;
    int most = from;
    for (int row = from; row < to; row++) {
      double figure = at(row, column);
      if (Double.isNaN(at(least, column)) || figure < at(least, column)) {
        least = row;
      }
      if (Double.isNaN(at(most, column)) || figure > at(most, column)) {
        most = row;
      }
    }
    kept.add(Math.min(least, most));
    if (least != most) {
      kept.add(Math.max(least, most));
    }
  }
}
