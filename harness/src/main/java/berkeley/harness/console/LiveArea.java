package berkeley.harness.console;

import java.io.PrintStream;
import java.util.List;

/** Lines on a terminal that are drawn again in place; elsewhere each drawing follows the last. */
public final class LiveArea {

  private static final String ESCAPE = "\u001b[";

  private final PrintStream out;
  private final boolean inPlace;
  private int drawn;

  /** Creates an area of a stream; {@code inPlace} only where a cursor can move. */
  public LiveArea(PrintStream out, boolean inPlace) {
    this.out = out;
    this.inPlace = inPlace;
  }

  /** Returns whether each drawing replaces the one before. */
  public boolean inPlace() {
    return inPlace;
  }

  /** Draws the lines, over those drawn before. */
  public void draw(List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (inPlace && drawn > 0) {
      text.append(ESCAPE).append(drawn).append('A').append('\r').append(ESCAPE).append('J');
    }
    lines.forEach(line -> text.append(line).append(System.lineSeparator()));
    out.print(text);
    out.flush();
    drawn = lines.size();
  }
}
