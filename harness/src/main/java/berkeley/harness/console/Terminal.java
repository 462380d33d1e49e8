package berkeley.harness.console;

/** What stands at the other end of stdout. The script looks, because a JVM cannot tell reliably. */
public final class Terminal {

  private static final String ESCAPE = "\u001b[";

  private Terminal() {}

  /** Whether stdout is a terminal on which a cursor can move. */
  public static boolean isInteractive() {
    return Boolean.getBoolean("berkeley.terminal");
  }

  /** Whether colours are wanted: on a terminal, unless NO_COLOR says otherwise (no-color.org). */
  public static boolean hasColours() {
    return Boolean.getBoolean("berkeley.colours");
  }

  /** A colour or weight of text. */
  public enum Style {
    /** Heavier. */
    BOLD("1"),
    /** All is well. */
    GREEN("32"),
    /** Worth a look. */
    YELLOW("33"),
    /** Wrong. */
    RED("31");

    private final String code;

    Style(String code) {
      this.code = code;
    }

    /** The text in this style, or as it is where colours are not wanted. */
    public String on(String text, boolean colours) {
      return colours ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
  }
}
