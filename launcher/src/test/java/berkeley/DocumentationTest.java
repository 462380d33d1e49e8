package berkeley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the documents refer to files that exist. */
final class DocumentationTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  @Test
  void everyLinkToAFileLeadsToOne() throws IOException {
    int checked = 0;
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        if (!link.group(1).contains("://")) {
          checked++;
          if (!Files.exists(document.resolveSibling(link.group(1)))) {
            broken.add(ROOT.relativize(document) + ": " + link.group(1));
          }
        }
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(checked > 100, "only %d links found".formatted(checked));
  }

  @Test
  void everyDecisionIsInTheIndexWithItsStatus() throws IOException {
    Path folder = ROOT.resolve("docs/decisions");
    String index = Files.readString(folder.resolve("README.md"));
    List<String> missing = new ArrayList<>();
    for (Path decision : markdownIn(folder)) {
      String name = decision.getFileName().toString();
      List<String> head = Files.readAllLines(decision).subList(0, 4);
      boolean dated = head.get(2).matches("- Date: \\d{4}-\\d{2}-\\d{2}");
      boolean hasStatus = head.get(3).startsWith("- Status: ");
      if (!name.equals("README.md") && !(index.contains(name) && dated && hasStatus)) {
        missing.add(name);
      }
    }
    assertEquals(List.of(), missing);
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(markdownIn(ROOT));
    documents.addAll(markdownIn(ROOT.resolve("docs")));
    documents.addAll(markdownIn(ROOT.resolve("docs/decisions")));
    documents.addAll(markdownIn(ROOT.resolve("policy")));
    return documents;
  }

  private static List<Path> markdownIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }
}
