package berkeley.launcher.status;

import berkeley.harness.console.LiveArea;
import berkeley.harness.status.ClusterStatus;
import java.io.PrintStream;
import java.util.List;

/** Prints one cluster status after the other: as JSON lines, as tables, or in place. */
public final class StatusPrinter {

  private final PrintStream out;
  private final boolean json;
  private final LiveArea area;
  private boolean first = true;

  /**
   * Creates a printer.
   *
   * @param out the stream to print to
   * @param json whether to print each status as a line of JSON
   * @param inPlace whether to draw each table over the one before
   */
  public StatusPrinter(PrintStream out, boolean json, boolean inPlace) {
    this.out = out;
    this.json = json;
    this.area = new LiveArea(out, inPlace);
  }

  /** Prints one more status. */
  public void print(ClusterStatus survey) {
    if (json) {
      out.println(StatusJson.of(survey));
      return;
    }
    List<String> lines = StatusTable.of(survey);
    if (!first && !area.inPlace()) {
      out.println();
    }
    first = false;
    area.draw(lines);
  }
}
