package berkeley.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each output of {@code explain} and {@code simulate} in docs/courses.md is what the command prints
 * now.
 *
 * <p>{@code -Dberkeley.courses=write} writes them anew. The difference is to be looked at, and is
 * part of the commit.
 */
final class CoursesDocumentTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path DOCUMENT = ROOT.resolve("docs/courses.md");
  private static final String FENCE = "```";
  private static final String PROMPT = "$ berkeley ";
  private static final String ELLIPSIS = "...";
  private static final Pattern ROW =
      Pattern.compile("^\\| \\[.*]\\(#.*\\) \\| `berkeley ([^`]*)` \\|.*", Pattern.MULTILINE);

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> eachOutputIsWhatTheCommandPrints() throws IOException {
    List<String> lines = Files.readAllLines(DOCUMENT);
    List<Block> blocks = blocks(lines).stream().filter(Block::isGenerated).toList();
    if (System.getProperty("berkeley.courses", "").equals("write")) {
      write(lines, blocks);
      return Stream.empty();
    }
    assertTrue(blocks.size() >= 15, () -> "only %d outputs found".formatted(blocks.size()));
    return blocks.stream()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.arguments(),
                    () -> assertEquals(block.text(), block.shortened(run(block.arguments())))));
  }

  @Test
  void eachCommandOfTheTableIsShownWithItsOutput() throws IOException {
    List<String> shown =
        blocks(Files.readAllLines(DOCUMENT)).stream().map(Block::arguments).toList();
    List<String> promised =
        ROW.matcher(Files.readString(DOCUMENT)).results().map(row -> row.group(1)).toList();
    assertTrue(promised.size() >= 20, promised::toString);
    assertEquals(List.of(), promised.stream().filter(each -> !shown.contains(each)).toList());
  }

  @Test
  void eachCommandIsOneThatCanBeGiven() throws IOException {
    for (Block block : blocks(Files.readAllLines(DOCUMENT))) {
      // Throws if there is no such command or option, or if a value is none.
      Berkeley.commandLine().parseArgs(block.arguments().split(" "));
    }
  }

  private void write(List<String> lines, List<Block> blocks) throws IOException {
    List<String> written = new ArrayList<>(lines);
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Block block = blocks.get(i);
      List<String> place = written.subList(block.first(), block.first() + block.text().size());
      List<String> now = block.shortened(run(block.arguments()));
      place.clear();
      place.addAll(now);
    }
    Files.write(DOCUMENT, written);
  }

  /** Runs a command as in the checkout's folder, but what it draws is not to be left there. */
  private List<String> run(String arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = arguments.split(" ");
    for (int i = 1; i < words.length; i++) {
      if (words[i - 1].equals("--plot")) {
        words[i] = folder.resolve(words[i]).toString();
      } else if (words[i].startsWith("docs/")) {
        words[i] = ROOT.resolve(words[i]).toString();
      }
    }
    int exitCode =
        Berkeley.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    assertEquals(0, exitCode, () -> out + "" + err);
    return out.toString().lines().map(String::stripTrailing).toList();
  }

  private static List<Block> blocks(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (lines.get(i).equals(FENCE) && lines.get(i + 1).startsWith(PROMPT)) {
        int first = i + 2;
        int end = first;
        while (!lines.get(end).equals(FENCE)) {
          end++;
        }
        String arguments = lines.get(i + 1).substring(PROMPT.length());
        blocks.add(new Block(arguments, first, List.copyOf(lines.subList(first, end))));
        i = end;
      }
    }
    return blocks;
  }

  /**
   * A command and its output, perhaps with whole lines left out in one place.
   *
   * @param arguments those of the command
   * @param first where the output begins, as an index of the document's lines
   * @param text the output's lines
   */
  private record Block(String arguments, int first, List<String> text) {

    boolean isGenerated() {
      return arguments.startsWith("explain ") || arguments.startsWith("simulate ");
    }

    /** Leaves out of an output what is left out here: as many lines stay before it and after. */
    List<String> shortened(List<String> output) {
      int before = text.indexOf(ELLIPSIS);
      int after = text.size() - before - 1;
      if (before < 0 || output.size() <= before + after) {
        return output;
      }
      List<String> kept = new ArrayList<>(output.subList(0, before));
      kept.add(ELLIPSIS);
      kept.addAll(output.subList(output.size() - after, output.size()));
      return kept;
    }
  }
}
