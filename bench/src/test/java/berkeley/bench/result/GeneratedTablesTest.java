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
  void whatWasMeasuredStandsBetweenTheMarksAndTheRestIsLeftAlone() throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "before\n<!-- measured: speed -->\nold\n<!-- end -->\nafter\n");
    GeneratedTables.update(page, "speed", "new\n");
    assertEquals(
        "before\n<!-- measured: speed -->\nnew\n<!-- end -->\nafter\n", Files.readString(page));
  }

  @Test
  void aPageWithoutTheMarksIsAnErrorAndNoPageIsNone() throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "<!-- measured: speed -->\n");
    assertThrows(CommandFailure.class, () -> GeneratedTables.update(page, "speed", "new\n"));
    Path none = folder.resolve("none.md");
    GeneratedTables.update(none, "speed", "new\n");
    assertFalse(Files.exists(none));
  }

  @Test
  void theTableOfContendersInTheDocumentationIsTheOneThatWasMeasured() throws Exception {
    String measured = Files.readString(Path.of("results", "contenders.md"));
    String documented = Files.readString(Path.of("..", "docs", "benchmarks.md"));
    assertTrue(
        documented.contains(measured),
        "docs/benchmarks.md must hold bench/results/contenders.md as it is; copy it there");
  }
}
