package berkeley.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands and options that the README names are there. */
final class DocumentedCommandsTest {

  private static final Path README = Path.of("").toAbsolutePath().getParent().resolve("README.md");
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
  private static final Pattern ROW = Pattern.compile("^\\|.*", Pattern.MULTILINE);

  /** Between two commands of a line, and before what is said about one. */
  private static final Pattern END = Pattern.compile("\\s(?:&&|\\||>|#)\\s");

  private final CommandLine berkeley = Berkeley.commandLine();
  private final List<String> wrong = new ArrayList<>();
  private int checked;

  @Test
  void eachCommandHasTheOptionsWithWhichItIsNamed() throws IOException {
    String text = Files.readString(README);
    SHELL
        .matcher(text)
        .results()
        .flatMap(block -> block.group(1).lines())
        .filter(line -> line.startsWith("./berkeley "))
        .forEach(this::check);
    SPAN.matcher(text).results().map(span -> span.group(1)).forEach(this::check);

    assertEquals(List.of(), wrong);
    assertTrue(checked > 50, "only %d commands found".formatted(checked));
  }

  /** What stands alone in the table of variants is an option of whoever leads. */
  @Test
  void eachOptionOfTheVariantsIsOne() throws IOException {
    Set<String> known = new HashSet<>();
    for (String name : List.of("master", "explain")) {
      known.addAll(berkeley.getSubcommands().get(name).getCommandSpec().optionsMap().keySet());
    }
    List<String> named =
        ROW.matcher(variants())
            .results()
            .flatMap(row -> SPAN.matcher(row.group()).results())
            .map(span -> span.group(1))
            .filter(span -> span.startsWith("--"))
            .flatMap(span -> options(span.split(" ")).stream())
            .toList();

    assertTrue(named.size() >= 8, named::toString);
    assertEquals(List.of(), named.stream().filter(option -> !known.contains(option)).toList());
  }

  /** A master's options that change what it computes are variants, and a row names each. */
  @Test
  void noVariantIsMissing() throws IOException {
    Set<String> named =
        SPAN.matcher(variants())
            .results()
            .map(span -> span.group(1))
            .flatMap(span -> List.of(span.split(" ")).stream())
            .collect(Collectors.toSet());
    List<String> wanted =
        List.of(
            "--average",
            "--gamma",
            "--include-master",
            "--leave-rejected",
            "--threshold",
            "--exchange",
            "--push",
            "--textbook",
            "--times",
            "--nodes",
            "--settable",
            "sync-now",
            "set-clock",
            "election",
            "conformance",
            "--shiviz");
    assertEquals(List.of(), wanted.stream().filter(each -> !named.contains(each)).toList());
  }

  private static String variants() throws IOException {
    return Pattern.compile("\n## The variants of the textbooks\n(.*?)\n## ", Pattern.DOTALL)
        .matcher(Files.readString(README))
        .results()
        .map(part -> part.group(1))
        .findFirst()
        .orElseThrow();
  }

  private void check(String line) {
    String text = line.strip();
    for (String part : END.split(text, -1)) {
      String[] words = part.strip().replaceFirst("^(?:\\./)?berkeley ", "").split(" +");
      if (berkeley.getSubcommands().containsKey(words[0])) {
        checked++;
        check(text, words);
      }
    }
  }

  private void check(String text, String[] words) {
    CommandLine command = berkeley;
    int i = 0;
    while (i < words.length && command.getSubcommands().containsKey(words[i])) {
      command = command.getSubcommands().get(words[i]);
      i++;
    }
    Set<String> known = command.getCommandSpec().optionsMap().keySet();
    for (String option : options(words)) {
      if (!known.contains(option)) {
        wrong.add("%s of %s".formatted(option, text));
      }
    }
  }

  private static List<String> options(String[] words) {
    return List.of(words).stream()
        .filter(word -> word.startsWith("--"))
        .map(word -> word.replaceFirst("=.*", ""))
        .toList();
  }
}
