package berkeley.api.wire;

/**
 * Text that another process chose, and that ends in logs, on terminals and on pages: one line of
 * limited length, without control characters.
 */
final class WireText {

  private static final int MOST = 200;
  private static final int MOST_NAME = 64;

  private WireText() {}

  /** Returns the text in one line, cut to {@value #MOST} characters; empty in place of null. */
  static String line(String text) {
    return cut(text, MOST);
  }

  /** Returns a name in one line, cut to {@value #MOST_NAME} characters; empty in place of null. */
  static String name(String text) {
    return cut(text, MOST_NAME);
  }

  private static String cut(String text, int most) {
    if (text == null) {
      return "";
    }
    StringBuilder line = new StringBuilder(Math.min(most, text.length()));
    for (int i = 0; i < text.length() && line.length() < most; i++) {
      char each = text.charAt(i);
      line.append(isShown(each) ? each : ' ');
    }
    // A text that needs nothing stays the same object.
    return line.length() == text.length() && text.contentEquals(line) ? text : line.toString();
  }

  /** Returns whether a character takes up its place and does nothing else. */
  private static boolean isShown(char each) {
    return switch (Character.getType(each)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
