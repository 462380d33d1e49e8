package berkeley.bench.yardstick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundSeenTest {

  @Test
  void a_round_tells_its_term_and_whose_clocks_counted() throws Exception {
    String line =
        """
        {"round":7,"term":3,"duration_ns":2000000,"members":[{"id":"a","outcome":"ACCEPTED"},\
        {"id":"b","outcome":"NEWCOMER"},{"id":"c","outcome":"UNREACHABLE"},\
        {"id":"d","outcome":"ACCEPTED"}]}\
        """;
    assertEquals(Optional.of(new RoundSeen("m", 42, 3, 2, 2)), RoundSeen.parse("m", 42, line));
  }

  @Test
  void a_ready_line_is_no_round() throws Exception {
    assertEquals(Optional.empty(), RoundSeen.parse("m", 42, "READY id=m port=40007 pid=4711"));
  }

  @Test
  void a_document_of_another_kind_is_refused() {
    assertThrows(IOException.class, () -> RoundSeen.parse("m", 42, "{\"round\":7}"));
  }
}
