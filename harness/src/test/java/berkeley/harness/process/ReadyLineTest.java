package berkeley.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReadyLineTest {

  @Test
  void itIsOneLineOfKeysAndValues() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("id", "a");
    values.put("registry", "127.0.0.1:40001");
    values.put("port", "40007");
    values.put("pid", "4711");

    assertEquals(
        "READY id=a registry=127.0.0.1:40001 port=40007 pid=4711",
        new ReadyLine(values).toString());
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ReadyLine line = ReadyLine.ofThisProcess(Map.of("port", "40007"));

    assertEquals(Optional.of(line), ReadyLine.parse(line.toString()));
    assertEquals(40_007, line.port());
  }

  @Test
  void otherLinesAreNone() {
    assertTrue(ReadyLine.parse("round 1").isEmpty());
    assertTrue(ReadyLine.parse("READYING port=1").isEmpty());
  }
}
