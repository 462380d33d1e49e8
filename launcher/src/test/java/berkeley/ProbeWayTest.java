package berkeley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds docs/probe.md to the files that there are, and a probe's way to its length. */
final class ProbeWayTest {

  /** What a reader can follow from the round to the line that gives the time. */
  private static final int MOST_FILES = 25;

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern LINK = Pattern.compile("\\[(\\w+)]\\((\\.\\./[^)]+)\\)");
  private static final Pattern STEP =
      Pattern.compile("^(\\d+)\\. \\[(\\w+)]\\(([^)]+)\\): .+", Pattern.MULTILINE);

  private static String text() throws IOException {
    return Files.readString(DOCS.resolve("probe.md"));
  }

  @Test
  void everyFileThatIsNamedExists() throws IOException {
    List<MatchResult> links = LINK.matcher(text()).results().toList();
    assertTrue(links.size() > MOST_FILES, () -> "only %d links".formatted(links.size()));
    for (MatchResult link : links) {
      Path file = DOCS.resolve(link.group(2));
      assertTrue(Files.isRegularFile(file), () -> "no such file: " + file);
      assertEquals(link.group(1) + ".java", file.getFileName().toString());
    }
  }

  @Test
  void theWayIsShortAndNamesEachFileOnce() throws IOException {
    List<MatchResult> steps = STEP.matcher(text()).results().toList();
    assertTrue(steps.size() <= MOST_FILES, () -> "%d files".formatted(steps.size()));
    assertEquals(
        IntStream.rangeClosed(1, steps.size()).mapToObj(Integer::toString).toList(),
        steps.stream().map(step -> step.group(1)).toList());
    assertEquals(steps.size(), steps.stream().map(step -> step.group(3)).distinct().count());
    assertEquals("RoundDriver", steps.get(0).group(2));
    assertEquals("Line", steps.get(steps.size() - 1).group(2));
  }
}
