package berkeley.bench.all;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.bench.all.AllQuestions.Planned;
import berkeley.bench.result.Results;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions a, b and c, of which b takes 90 s and the others one minute each. */
class AllQuestionsTest {

  private static final List<Planned> QUESTIONS =
      List.of(
          new Planned("a", Duration.ofMinutes(5)),
          new Planned("b", Duration.ofMinutes(5)),
          new Planned("c", Duration.ofMinutes(5)));

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> asked = new ArrayList<>();
  private Map<String, Integer> exits = Map.of();
  private String endedBefore = "";
  private long ticks;

  private boolean ask(String code) throws Exception {
    asked.clear();
    out.reset();
    return new AllQuestions(
            QUESTIONS,
            code,
            this::answer,
            () -> ticks,
            new Results(folder, new PrintStream(out, true, UTF_8)))
        .ask();
  }

  private int answer(String word) throws IOException {
    if (word.equals(endedBefore)) {
      throw new IOException("ended");
    }
    asked.add(word);
    ticks += word.equals("b") ? 90_000_000_000L : 60_000_000_000L;
    return exits.getOrDefault(word, 0);
  }

  private String said() {
    return out.toString(UTF_8);
  }

  @Test
  void asksAllAndSaysBeforeHowLongThatTakes() throws Exception {
    assertTrue(ask("1"));

    assertEquals(List.of("a", "b", "c"), asked);
    assertTrue(said().startsWith("a            5 minutes"), this::said);
    assertTrue(said().contains("in all       15 minutes"), this::said);
    assertTrue(said().contains("3 answered, every figure reached"), this::said);
  }

  @Test
  void goesOnWhereItWasEnded() throws Exception {
    endedBefore = "b";
    assertThrows(IOException.class, () -> ask("1"));
    endedBefore = "";

    assertTrue(ask("1"));
    assertEquals(List.of("b", "c"), asked);
    assertTrue(said().startsWith("1 of 3 questions have been answered"), this::said);
  }

  @Test
  void asksAgainWhatWasAnsweredOfOtherCodeAndKnowsHowLongThatTook() throws Exception {
    ask("1");

    assertTrue(ask("2"));
    assertEquals(List.of("a", "b", "c"), asked);
    assertTrue(said().contains("b            2 minutes"), this::said);
    assertTrue(said().contains("in all       4 minutes"), this::said);
  }

  @Test
  void aFigureThatIsMissedIsAnAnswer() throws Exception {
    exits = Map.of("b", 1);

    assertFalse(ask("1"));
    assertTrue(said().contains("figures missed in [b]"), this::said);
    assertFalse(ask("1"), "still");
    assertEquals(List.of(), asked);
  }

  @Test
  void whatCouldNotBeAnsweredHoldsUpNobodyAndIsAskedAgain() throws Exception {
    exits = Map.of("a", 3);
    assertFalse(ask("1"));
    assertEquals(List.of("a", "b", "c"), asked);
    assertTrue(said().contains("not answered: [a]"), this::said);
    exits = Map.of();

    assertTrue(ask("1"));
    assertEquals(List.of("a"), asked);
  }
}
