package berkeley.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "speed", "servo clock"})
  void anything_but_one_known_question_is_wrong_usage(String line) throws Exception {
    String[] args = line.isEmpty() ? new String[0] : line.split(" ", -1);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(err, true, UTF_8);
    assertEquals(2, Bench.run(args, new Results(Path.of("unused"), to), to));
    assertEquals(
        "bench: one of servo, robustness, clock, accuracy, failover, tls, hostile and observed is"
            + " wanted"
            + System.lineSeparator(),
        err.toString(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--duration",
        "--duration 5",
        "--settle -1s",
        "--period 0s",
        "--variants pull,shove",
        "--speed 1s"
      })
  void an_option_of_accuracy_that_makes_no_sense_is_wrong_usage(String options) throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(err, true, UTF_8);
    String[] args = ("accuracy " + options).split(" ", -1);
    assertEquals(2, Bench.run(args, new Results(Path.of("unused"), to), to));
    assertTrue(err.toString(UTF_8).startsWith("bench: "), err.toString(UTF_8));
  }

  @Test
  void a_table_shows_its_head_with_the_first_row_and_then_row_by_row() {
    Table table = new Table("a", "b");
    assertEquals("| a | b |\n| --- | --- |\n| 1 | 2 |\n", table.add("1", "2"));
    assertEquals("| 3 | 4 |\n", table.add("3", "4"));
    assertEquals("| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n", table.toString());
    assertThrows(IllegalArgumentException.class, () -> table.add("5"));
  }
}
