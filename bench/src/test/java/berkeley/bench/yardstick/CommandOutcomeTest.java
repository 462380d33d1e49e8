package berkeley.bench.yardstick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandOutcomeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Dash, then bash.
        "0m0.000000s 0m0.010000s\n1m4.770000s 0m0.240000s\n",
        "0m0.000s 0m0.010s\n1m4.770s 0m0.240s\n"
      })
  void processor_time_is_that_of_the_command_and_not_the_shells(String times) throws Exception {
    CommandOutcome outcome = CommandOutcome.parse("{\"virtual_ns\":7200000000000}\n" + times);
    assertEquals(65.01, outcome.processorSeconds(), 1e-9);
    assertEquals(7.2e12, outcome.document().get("virtual_ns").number(), 1e-3);
  }

  @Test
  void a_document_may_have_several_lines() throws Exception {
    CommandOutcome outcome =
        CommandOutcome.parse("{\n \"rms_ns\":222\n}\n0m0.0s 0m0.0s\n0m1.5s 0m0.0s\n");
    assertEquals(222, outcome.document().get("rms_ns").whole());
    assertEquals(1.5, outcome.processorSeconds(), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"rms_ns\":222}\n",
        "0m0.0s 0m0.0s\n0m1.5s 0m0.0s\n",
        "no document\n0m0.0s 0m0.0s\n0m1.5s 0m0.0s\n"
      })
  void output_without_a_document_or_without_times_is_refused(String output) {
    assertThrows(IOException.class, () -> CommandOutcome.parse(output));
  }

  @Test
  void a_value_of_another_kind_is_refused_by_its_name() throws Exception {
    JsonNode document = JsonNode.parse("{\"violations\":{\"slew\":1,\"shift\":2},\"id\":\"a\"}");
    assertEquals(3, document.get("violations").sum(), 0);
    IOException refused = assertThrows(IOException.class, () -> document.get("id").number());
    assertEquals("'id' is no number: a", refused.getMessage());
    assertThrows(IOException.class, () -> document.get("violations").text());
    assertThrows(IOException.class, () -> document.get("violations").get("election"));
  }
}
