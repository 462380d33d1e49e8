package berkeley.harness.report;

import java.util.List;
import java.util.stream.Collectors;

/** Escaped text for a page, and tables of it. */
final class HtmlText {

  private HtmlText() {}

  /** Escapes a text for an element and for a quoted attribute. */
  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Returns a figure with the sign for micro that terminals may lack. */
  static String figure(String ascii) {
    return ascii.endsWith(" us") ? ascii.substring(0, ascii.length() - 2) + "\u00b5s" : ascii;
  }

  /** Returns a table whose cells are text, not markup. */
  static String table(String caption, List<String> names, List<List<String>> rows) {
    return "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%1$s\"><table><caption>%1$s</caption><thead>%2$s</thead><tbody>%3$s</tbody></table></div>"
        .formatted(
            text(caption),
            row("th scope=\"col\"", "th", names),
            rows.stream().map(row -> row("td", "td", row)).collect(Collectors.joining("\n")));
  }

  private static String row(String open, String close, List<String> cells) {
    return cells.stream()
        .map(cell -> "<%s>%s</%s>".formatted(open, text(figure(cell)), close))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }
}
