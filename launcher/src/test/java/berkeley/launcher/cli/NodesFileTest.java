package berkeley.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.harness.console.CommandFailure;
import berkeley.launcher.cli.NodesFile.Row;
import berkeley.launcher.node.FleetSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodesFileTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("nodes.txt"), text);
  }

  @Test
  void aLineIsANode() throws IOException {
    List<Row> rows =
        NodesFile.read(
            file(
                """
                # id host port time delay
                m 127.0.0.1 5000 3:00 0

                a;localhost; 0;02:50:10;20ms # slow
                """));

    assertEquals(
        List.of(
            new Row("m", "127.0.0.1", 5000, LocalTime.of(3, 0), Duration.ZERO),
            new Row("a", "localhost", 0, LocalTime.of(2, 50, 10), Duration.ofMillis(20))),
        rows);
    FleetSource source = FleetSource.ofRows(rows, List.of());
    assertEquals("m", source.plan().master().orElseThrow().id());
    assertEquals(
        Duration.ofSeconds(-590),
        source
            .plan()
            .slaves()
            .get(0)
            .offset()
            .minus(source.plan().master().orElseThrow().offset()));
    assertEquals(Map.of("m", 5000), source.ports());
    assertEquals(Map.of("a", Duration.ofMillis(20)), source.delays());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a h 1 3:00 0, b h 2 3:00 | line 2 of",
        "a h x 3:00 0, b h 2 3:00 0 | the port is no number",
        "a h 1 3:00 0, a h 2 3:00 0 | 'a' is no name, or there twice",
        "a h 1 3:70 0, b h 2 3:00 0 | '3:70' is not a time",
        "a h 1 3:00 5, b h 2 3:00 0 | '5' has no unit",
        "a h 70000 3:00 0, b h 2 3:00 0 | port 70000 is not in 0..65535",
        "a h 1 3:00 0 | has 1 nodes, wanted 2 or more",
      })
  void whatIsWrongIsNamedWithItsLine(String lines, String reason) throws IOException {
    Path file = file(lines.replace(", ", "\n"));

    var refusal = assertThrows(IllegalArgumentException.class, () -> NodesFile.read(file));
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  @Test
  void aFileThatIsNotThereIsSomethingMissing() {
    var failure =
        assertThrows(CommandFailure.class, () -> NodesFile.read(folder.resolve("nothing")));
    assertEquals(3, failure.exitCode());
  }

  @Test
  void anotherHostIsRefused() {
    Row there = new Row("a", "192.0.2.1", 0, LocalTime.MIDNIGHT, Duration.ZERO);

    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> FleetSource.ofRows(List.of(there, there), List.of()));
    assertTrue(refusal.getMessage().contains("start each there"), refusal.getMessage());
  }
}
