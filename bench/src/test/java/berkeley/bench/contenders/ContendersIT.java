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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That contenders start, are looked at, hang and end; in so short a time figures mean little. */
final class ContendersIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  @Timeout(120)
  void aForeignClockIsMeasured() throws Exception {
    ContenderTable table = measured("raw-tcp", "quiet", "2s");

    assertEquals(1, table.all().size());
    assertTrue(table.measured(ClockContender.RAW_TCP, Condition.QUIET).isPresent());
    assertTrue(Files.readString(folder.resolve("contenders.svg")).contains("<svg"));
  }

  @Test
  @Tag("full")
  @Timeout(180)
  void foreignClocksAreMeasuredAndWhatHangsIsSaid() throws Exception {
    ContenderTable table = measured("textbook,commons-net,raw-tcp", "quiet,stopped", "5s");

    assertEquals(6, table.all().size());
    assertTrue(table.measured(ClockContender.RAW_TCP, Condition.QUIET).isPresent());
    assertTrue(table.measured(ClockContender.COMMONS_NET, Condition.STOPPED).isPresent());
    assertTrue(table.measured(ClockContender.TEXTBOOK, Condition.STOPPED).orElseThrow().hung());
    assertTrue(!table.measured(ClockContender.TEXTBOOK, Condition.QUIET).orElseThrow().hung());
    assertTrue(Files.readString(folder.resolve("contenders.svg")).contains("<svg"));
  }

  private ContenderTable measured(String contenders, String conditions, String duration)
      throws Exception {
    Results results =
        new Results(
            folder, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    ContendersQuestion.answer(
        List.of(
            "--contenders",
            contenders,
            "--conditions",
            conditions,
            "--settle",
            "1s",
            "--duration",
            duration,
            "--repeats",
            "1"),
        HOME,
        results);
    return ContenderTable.of(results.read("contenders"));
  }
}
