package berkeley.launcher.status;

import berkeley.harness.console.LiveArea;
import berkeley.harness.status.ClusterStatus;
import java.io.PrintStream;
import java.util.List;

/** Prints surveys, one after another: as JSON lines, as tables, or as one table drawn in place. */
public final class StatusPrinter {

  private final PrintStream out;
  private final boolean json;
  private final LiveArea area;
  private boolean first = true;

  /**
   * For a stream.
   *
   * @param out where to
   * @param json as a line of JSON each
   * @param inPlace draw each table over the one before
   */
  public StatusPrinter(PrintStream out, boolean json, boolean inPlace) {
    this.out = out;
    this.json = json;
    this.area = new LiveArea(out, inPlace);
  }

  /** Prints one more. */
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
