package berkeley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the documents refer to files, classes and methods that exist. */
final class DocumentationTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  private static final Pattern FENCED = Pattern.compile("```.*?```", Pattern.DOTALL);

  /** A class in backticks, in its package or not, and perhaps one of its members. */
  private static final Pattern CLASS =
      Pattern.compile(
          "`(?:[a-z]+\\.)*([A-Z]+[a-z][A-Za-z0-9]*)(?:[.#]([A-Za-z0-9]+))?(?:\\([^`]*\\))?`");

  /** What the documents name beside our own: classes of others, and what is written on the page. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "DateTimeException",
          "NTPUDPClient",
          "Random",
          "StrictMath",
          "System",
          "Watch",
          "Explain");

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

  /** Decisions are left out: they tell of what was there on their day. */
  @Test
  void everyClassAndMemberThatIsNamedExists() throws IOException {
    Map<String, String> sources = sources();
    Set<String> declared = declaredIn(sources.values());
    List<Path> named = new ArrayList<>(markdownIn(ROOT.resolve("docs")));
    named.add(ROOT.resolve("README.md"));
    named.add(ROOT.resolve("CONTRIBUTING.md"));
    int checked = 0;
    List<String> missing = new ArrayList<>();
    for (Path document : named) {
      String text = FENCED.matcher(Files.readString(document)).replaceAll("");
      Matcher name = CLASS.matcher(text);
      while (name.find()) {
        if (!OF_OTHERS.contains(name.group(1))) {
          checked++;
          if (!declared.contains(name.group(1)) || !hasMember(sources, name)) {
            missing.add(ROOT.relativize(document) + ": " + name.group());
          }
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(checked > 150, "only %d names found".formatted(checked));
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

  /** A nested class has no source of its own, and its members are not looked for. */
  private static boolean hasMember(Map<String, String> sources, Matcher name) {
    String member = name.group(2);
    String source = sources.get(name.group(1));
    return member == null
        || member.equals("java")
        || source == null
        || Pattern.compile("\\b" + member + "\\b").matcher(source).find();
  }

  private static Set<String> declaredIn(Collection<String> sources) {
    Pattern declaration =
        Pattern.compile("\\b(?:class|record|interface|enum)\\s+([A-Z][A-Za-z0-9]*)");
    return sources.stream()
        .flatMap(source -> declaration.matcher(source).results())
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  /** Returns the text of each source by its class; what the build makes is left out. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean left = Set.of("target", "node_modules", ".git").contains(name);
            return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = file.getFileName().toString();
            if (name.endsWith(".java")) {
              sources.merge(name.replace(".java", ""), Files.readString(file), String::concat);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
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
