package berkeley.bench.result;

import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes results into the documentation: the text between a mark with a question's name and the
 * next end mark is replaced by what was measured last.
 */
final class GeneratedTables {
  private static final String END = "<!-- end -->";

  private GeneratedTables() {}

  /**
   * Replaces the text.
   *
   * @param page a Markdown file; nothing is done if it does not exist or has no such mark
   * @param question whose mark, {@code <!-- measured: question -->}, the text stands under
   * @param text whole lines
   * @throws IOException if the page cannot be read or written
   * @throws CommandFailure if the mark has no end
   */
  static void update(Path page, String question, String text) throws IOException {
    if (!Files.exists(page)) {
      return;
    }
    String before = Files.readString(page);
    String mark = mark(question);
    int begin = before.indexOf(mark);
    if (begin < 0) {
      return;
    }
    int end = before.indexOf(END, begin);
    if (end < 0) {
      throw CommandFailure.missing(
          "%s has '%s' without a '%s' after it".formatted(page, mark, END));
    }
    Files.writeString(
        page, before.substring(0, begin + mark.length()) + "\n" + text + before.substring(end));
  }

  static String mark(String question) {
    return "<!-- measured: %s -->".formatted(question);
  }
}
