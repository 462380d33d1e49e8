package berkeley.harness.console;

/** A colour or weight of text on a terminal. */
public enum TextStyle {
  /** Heavier than usual. */
  BOLD("1"),
  /** For what is as it should be. */
  GREEN("32"),
  /** For what deserves attention. */
  YELLOW("33"),
  /** For what is wrong. */
  RED("31");

  private static final String ESCAPE = "\u001b[";

  private final String code;

  TextStyle(String code) {
    this.code = code;
  }

  /** Returns the text in this style, or as it is where colours are not wanted. */
  public String on(String text, boolean colours) {
    return colours ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }
}
