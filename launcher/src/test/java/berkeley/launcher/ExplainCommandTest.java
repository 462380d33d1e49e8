package berkeley.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of an exercise, from its arguments. */
final class ExplainCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int explain(String arguments) {
    return Berkeley.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(("explain " + arguments).strip().split(" "));
  }

  @Test
  void theTableFollowsTheMessages() {
    assertEquals(0, explain("3:00 2:50 3:25 --include-master"), err::toString);

    List<String> lines = out.toString().lines().toList();
    assertEquals("average of 3 (master, a, b): +5 min, which is 03:05:00", lines.get(2));
    assertEquals(
        List.of(
            "clock      shows     offset  counts  adjustment      then",
            "master  03:00:00          0     yes   +00:05:00  03:05:00",
            "a       02:50:00  -00:10:00     yes   +00:15:00  03:05:00",
            "b       03:25:00  +00:25:00     yes   -00:20:00  03:05:00"),
        lines.subList(7, 11));
  }

  @Test
  void withoutTheMastersClockItSaysWhatTheOtherCoursesHave() {
    assertEquals(0, explain("3:00 2:50 3:25"), err::toString);

    assertTrue(out.toString().contains("average of 2 (a, b): +7 min 30 s, which is 03:07:30"));
    assertTrue(
        out.toString()
            .contains("master's own clock counted (--include-master) the average is 03:05:00"));
  }

  @Test
  void plainNumbersStayPlain() throws IOException {
    assertEquals(
        0,
        explain(
            "m=185 175 180 205 --average tempo --gamma 15 --include-master --leave-rejected"
                + " --json"),
        err::toString);

    Map<String, Object> document = JSON.std.mapFrom(out.toString());
    assertEquals(List.of("m", "a", "b"), document.get("counted"));
    assertEquals(-5, document.get("average_offset"));
    assertEquals(
        List.of(180, 180, 180, 205),
        ((List<?>) document.get("clocks"))
            .stream().map(clock -> ((Map<?, ?>) clock).get("after")).toList());
  }

  @Test
  void negativeNumbersAreNoOptions() {
    assertEquals(0, explain("-5 3 9 --include-master"), err::toString);
    assertTrue(out.toString().contains("+7.333, which is 2.333"), out::toString);
  }

  @Test
  void timesHaveTheirUnitInJson() throws IOException {
    assertEquals(0, explain("3:00 2:50 --exchange push --json"), err::toString);

    Map<?, ?> push = (Map<?, ?>) ((List<?>) JSON.std.mapFrom(out.toString()).get("pushes")).get(0);
    assertEquals(-600_000_000_000L, push.get("offset_ns"));
    assertEquals(300_000_000_000L, push.get("delta_ns"));
  }

  @Test
  void midnightIsPointedOut() {
    assertEquals(0, explain("23:50 0:10"), err::toString);
    assertTrue(out.toString().contains("as one of the next day: 24:10"), out::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the clocks are missing; give the master's and the others': 3:00 2:50 3:25",
        "3:00 | there are 1 clocks, wanted 2 or more: the master's first",
        "3:00 5 | '5' is a plain number among times; write all clocks in the same way",
        "3:00 2:60 | '2:60' is not a time: hours go to 47, for the next day, minutes and seconds to"
            + " 59",
        "7 x | 'x' is not a number; write 185 or 12.5",
        "a=7 a=8 | two clocks are called 'a'",
        "7 8 --bogus | '--bogus' is not an option of this command",
        "7+-1 8 | master is the master, against whose clock the others are measured: it has no"
            + " bound",
        "7 8 --gamma 5 | --gamma needs --average tempo; add it, or leave it out",
        "7 8 --average tempo --gamma x | --gamma: 'x' is not a number; write 185 or 12.5",
        "7 8 --threshold -1 | --threshold: -1 is not more than 0",
        "7 8 --passes 2 | --passes needs --exchange push",
        "7 8 --exchange push --passes 0 | --passes: 0 is not in 1..100"
      })
  void whatMakesNoSenseIsSaidInOneLine(String arguments, String line) {
    assertEquals(2, explain(arguments));
    assertEquals("berkeley explain: " + line, err.toString().lines().findFirst().orElse(""));
  }
}
