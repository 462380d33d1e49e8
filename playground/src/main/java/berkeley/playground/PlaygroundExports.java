package berkeley.playground;

import berkeley.playground.run.JsonText;
import berkeley.playground.run.PlayedRun;
import berkeley.playground.run.RunSettings;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;

/**
 * What a page calls of the compiled classes. Times are seconds there; what comes back is text: the
 * lines of the record that are new, or one JSON object. There is one run at a time.
 */
public final class PlaygroundExports {

  private static final String PROGRAM = "berkeley playground";
  private static final double SECOND = 1e9;

  private static final StringBuilder LINES = new StringBuilder();
  private static @Nullable PlayedRun run;

  private PlaygroundExports() {}

  /** Prints the figures of the tour, by which runtimes are compared. */
  public static void main(String[] arguments) {
    DriverTour.main(arguments);
  }

  /**
   * Begins another run.
   *
   * @param settings as {@link RunSettings#parse} reads them
   * @return an object with {@code problem}, which is empty if there is none, and {@code end}, how
   *     long it runs
   */
  @JSExport
  public static String begin(String settings) {
    StringBuilder answer = new StringBuilder("{\"problem\":");
    double end = 0;
    try {
      RunSettings parsed = RunSettings.parse(settings);
      LINES.setLength(0);
      PlayedRun begun =
          new PlayedRun(
              parsed,
              PROGRAM,
              line -> {
                JsonText.write(line, LINES);
                LINES.append('\n');
              });
      run = begun;
      end = begun.endNanos() / SECOND;
      JsonText.string("", answer);
    } catch (IllegalArgumentException | ArithmeticException e) {
      JsonText.string(String.valueOf(e.getMessage()), answer);
    }
    return answer.append(",\"end\":").append(Math.round(end)).append('}').toString();
  }

  /**
   * Lets time pass.
   *
   * @param seconds up to which time since the start
   * @param every how many seconds it is from one look at all nodes to the next
   * @return the lines of the record that are new
   */
  @JSExport
  public static String advance(double seconds, double every) {
    if (run != null) {
      run.runUntil(Math.round(seconds * SECOND), Math.round(every * SECOND));
    }
    return lines();
  }

  /** Returns the lines of the record that are new, without letting time pass. */
  @JSExport
  public static String lines() {
    String lines = LINES.toString();
    LINES.setLength(0);
    return lines;
  }

  /** Returns the time, in whole nanoseconds since the start. */
  @JSExport
  public static double now() {
    return run == null ? 0 : run.now();
  }

  /** Returns whether the run has come to its end. */
  @JSExport
  public static boolean isOver() {
    return run != null && run.hasEnded();
  }

  /** Carries out an order; returns an object with {@code ok} and {@code text}. */
  @JSExport
  public static String order(String action, String id) {
    StringBuilder answer = new StringBuilder("{\"ok\":");
    try {
      String text = run == null ? "nothing runs" : run.order(action, id);
      answer.append(run != null).append(",\"text\":");
      JsonText.string(text, answer);
    } catch (IllegalArgumentException e) {
      answer.append("false,\"text\":");
      JsonText.string(String.valueOf(e.getMessage()), answer);
    }
    return answer.append('}').toString();
  }

  /** Returns what {@code simulate} prints of the run; empty where that is another run. */
  @JSExport
  public static String summary() {
    return run == null ? "" : String.join("\n", run.summary());
  }
}
