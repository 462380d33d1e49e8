package berkeley.bench.clock;

import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.bench.result.Results;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That the benchmarks run and are reported; in so short a time their figures mean nothing. */
class ClockQuestionTest {

  @Test
  void everyReadIsMeasuredAndWrittenDown(@TempDir Path folder) throws Exception {
    var options =
        new OptionsBuilder()
            .include("berkeley.bench.clock")
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(20))
            .verbosity(VerboseMode.SILENT)
            .build();
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    ClockQuestion.report(
        List.of(ReadCost.allIn(new Runner(options).run())), new Results(folder, out));

    String table = Files.readString(folder.resolve("clock.md"));
    for (String read :
        new String[] {
          "systemNanoTime",
          "hostTicks",
          "steeredNanos",
          "nanos",
          "millis",
          "instant",
          "interval",
          "correctedReader",
          "undisturbedReader"
        }) {
      assertTrue(table.contains("| " + read + " |"), table);
    }
    assertTrue(shown.toString(StandardCharsets.UTF_8).startsWith(table));
    assertTrue(Files.readString(folder.resolve("clock.json")).contains("nanos_to_nano_time_ratio"));
  }
}
