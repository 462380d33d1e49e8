package berkeley.bench.contenders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.bench.result.Results;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That contenders start, are looked at, hang and end; in so short a time figures mean little. */
final class ContendersIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  @Timeout(180)
  void foreignClocksAreMeasuredAndWhatHangsIsSaid() throws Exception {
    Results results =
        new Results(
            folder, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    ContendersQuestion.answer(
        List.of(
            "--contenders",
            "textbook,commons-net,raw-tcp",
            "--conditions",
            "quiet,stopped",
            "--settle",
            "1s",
            "--duration",
            "5s",
            "--repeats",
            "1"),
        HOME,
        results);

    ContenderTable table = ContenderTable.of(results.read("contenders"));
    assertEquals(6, table.all().size());
    assertTrue(table.measured(ClockContender.RAW_TCP, Condition.QUIET).isPresent());
    assertTrue(table.measured(ClockContender.COMMONS_NET, Condition.STOPPED).isPresent());
    assertTrue(table.measured(ClockContender.TEXTBOOK, Condition.STOPPED).orElseThrow().hung());
    assertTrue(!table.measured(ClockContender.TEXTBOOK, Condition.QUIET).orElseThrow().hung());
    assertTrue(Files.readString(folder.resolve("contenders.svg")).contains("<svg"));
  }
}
