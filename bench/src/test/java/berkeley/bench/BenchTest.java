package berkeley.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "speed"})
  void anythingButAKnownQuestionIsWrongUsage(String line) throws Exception {
    String[] args = line.isEmpty() ? new String[0] : line.split(" ", -1);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(err, true, UTF_8);
    assertEquals(2, Bench.run(args, new Results(Path.of("unused"), to), to));
    assertEquals(
        "bench: one of these is wanted: " + Question.words() + System.lineSeparator(),
        err.toString(UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void theHelpNamesEachQuestionOnALineOfItsOwn(Question question) throws Exception {
    String script = Files.readString(Path.of("run"));
    String help = script.substring(script.indexOf("usage:"), script.indexOf("\nEND\n"));
    assertTrue(help.lines().anyMatch(line -> line.startsWith("  " + question.word() + " ")), help);
  }

  @Test
  void theHelpNamesNoOtherQuestion() throws Exception {
    String script = Files.readString(Path.of("run"));
    String help = script.substring(script.indexOf("usage:"), script.indexOf("\nEND\n"));
    List<String> words =
        help.lines()
            .filter(line -> line.matches("  [a-z].*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .toList();
    assertEquals(
        Arrays.stream(Question.values()).map(Question::word).sorted().toList(),
        words.stream().sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "servo clock",
        "accuracy --duration",
        "accuracy --duration 5",
        "accuracy --settle -1s",
        "accuracy --period 0s",
        "accuracy --variants pull,shove",
        "accuracy --speed 1s",
        "contenders --contenders sundial",
        "contenders --conditions rain",
        "contenders --repeats 0",
        "failover --nodes 2",
        "failover --periods 1ms",
        "hostile --inputs many",
        "observed --turns 1001",
        "tls --passes 0",
        "yardstick",
        "yardstick --baseline old --trials 0"
      })
  void anOptionThatMakesNoSenseIsWrongUsage(String line) throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(err, true, UTF_8);
    String[] args = line.split(" ", -1);
    assertEquals(2, Bench.run(args, new Results(Path.of("unused"), to), to));
    assertTrue(err.toString(UTF_8).startsWith("bench: "), err.toString(UTF_8));
  }

  @Test
  void aTableShowsItsHeadWithTheFirstRowAndThenRowByRow() {
    Table table = new Table("a", "b");
    assertEquals("| a | b |\n| --- | --- |\n| 1 | 2 |\n", table.add("1", "2"));
    assertEquals("| 3 | 4 |\n", table.add("3", "4"));
    assertEquals("| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n", table.toString());
    assertThrows(IllegalArgumentException.class, () -> table.add("5"));
  }
}
