package berkeley.bench.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.harness.console.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedTablesTest {

  @TempDir private Path folder;

  @Test
  void what_was_measured_stands_between_the_marks_and_the_rest_is_left_alone() throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "before\n<!-- measured: speed -->\nold\n<!-- end -->\nafter\n");
    GeneratedTables.update(page, "speed", "new\n");
    assertEquals(
        "before\n<!-- measured: speed -->\nnew\n<!-- end -->\nafter\n", Files.readString(page));
  }

  @Test
  void a_page_without_the_marks_is_an_error_and_no_page_is_none() throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "<!-- measured: speed -->\n");
    assertThrows(CommandFailure.class, () -> GeneratedTables.update(page, "speed", "new\n"));
    Path none = folder.resolve("none.md");
    GeneratedTables.update(none, "speed", "new\n");
    assertFalse(Files.exists(none));
  }

  @Test
  void the_table_of_contenders_in_the_documentation_is_the_one_that_was_measured()
      throws Exception {
    String measured = Files.readString(Path.of("results", "contenders.md"));
    String documented = Files.readString(Path.of("..", "docs", "benchmarks.md"));
    assertTrue(
        documented.contains(measured),
        "docs/benchmarks.md must hold bench/results/contenders.md as it is; copy it there");
  }
}
