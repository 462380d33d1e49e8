package berkeley.bench.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.harness.console.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedTablesTest {

  @TempDir private Path folder;

  @Test
  void whatWasMeasuredStandsBetweenTheMarksAndTheRestIsLeftAlone() throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "before\n<!-- measured: speed -->\nold\n<!-- end -->\nafter\n");
    GeneratedTables.update(page, "speed", "new\n");
    assertEquals(
        "before\n<!-- measured: speed -->\nnew\n<!-- end -->\nafter\n", Files.readString(page));
  }

  @Test
  void aMarkWithoutAnEndIsAnErrorAndNoMarkOrNoPageIsNone() throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "<!-- measured: speed -->\n");
    assertThrows(CommandFailure.class, () -> GeneratedTables.update(page, "speed", "new\n"));
    GeneratedTables.update(page, "weight", "new\n");
    assertEquals("<!-- measured: speed -->\n", Files.readString(page));
    Path none = folder.resolve("none.md");
    GeneratedTables.update(none, "speed", "new\n");
    assertFalse(Files.exists(none));
  }

  /** Whoever measures without the documentation beside it copies the table there. */
  @Test
  void theTablesInTheDocumentationAreThoseThatWereMeasured() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "benchmarks.md"));
    Matcher marks =
        Pattern.compile("<!-- measured: ([a-z-]+) -->\n(.*?)<!-- end -->", Pattern.DOTALL)
            .matcher(page);
    Set<String> documented = new TreeSet<>();
    while (marks.find()) {
      String question = marks.group(1);
      documented.add(question);
      String measured = Files.readString(Path.of("results", question + ".md"));
      assertTrue(
          marks.group(2).startsWith(measured),
          "docs/benchmarks.md must hold bench/results/%s.md as it is".formatted(question));
      if (!question.equals("contenders")) {
        assertEquals(measured, marks.group(2), question);
      }
    }
    assertEquals(
        Set.of(
            "accuracy", "clock", "contenders", "failover", "scale", "scale-steady", "start", "tls"),
        documented);
  }
}
