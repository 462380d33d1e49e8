package berkeley.playground.run;

import berkeley.simulator.recording.RecordDocument;
import berkeley.simulator.recording.RecordLine;
import java.util.Map;

/** Writes documents as JSON on one line, the same in every runtime. */
public final class JsonText {

  /** Rates of a record are rounded to so many digits after the point. */
  private static final int DIGITS = 6;

  private static final double SCALE = 1e6;

  private JsonText() {}

  /** Adds a line of a record, without a line's end. */
  public static void write(RecordLine line, StringBuilder out) {
    value(RecordDocument.of(line), out);
  }

  /** Adds a text in quotation marks. */
  public static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        String hex = Integer.toHexString(c);
        out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static void value(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      char next = '{';
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(next);
        next = ',';
        string(entry.getKey().toString(), out);
        out.append(':');
        value(entry.getValue(), out);
      }
      out.append(next == '{' ? "{}" : "}");
    } else if (value instanceof Iterable<?> list) {
      char next = '[';
      for (Object each : list) {
        out.append(next);
        next = ',';
        value(each, out);
      }
      out.append(next == '[' ? "[]" : "]");
    } else if (value instanceof String text) {
      string(text, out);
    } else if (value instanceof Double number) {
      rate(number, out);
    } else {
      out.append(value);
    }
  }

  /** Runtimes differ in the shortest decimals of a double, and not in those of a whole number. */
  private static void rate(double number, StringBuilder out) {
    long scaled = Math.round(number * SCALE);
    if (scaled < 0) {
      out.append('-');
      scaled = -scaled;
    }
    long one = (long) SCALE;
    String fraction = Long.toString(scaled % one);
    out.append(scaled / one).append('.').append("0".repeat(DIGITS - fraction.length()));
    out.append(fraction);
  }
}
