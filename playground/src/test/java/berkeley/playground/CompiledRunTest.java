package berkeley.playground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.playground.run.RunSettings;
import berkeley.simulator.Simulation;
import berkeley.simulator.SummaryText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run in the page is the run of the same settings in a JVM, line by line, and that of simulate.
 */
class CompiledRunTest {

  private static final String FIXED = "mastership=fixed\nslaves=4\nduration=90s\nseed=7";

  private static final String ELECTED =
      "slaves=5\nduration=80s\nseed=8\nloss=0.02\ndelay.jitter=200us\ndelay.asymmetry=100us\norders="
          + "8s lie s01, 14s truth s01, 15s drift s04, 20s delay s03, 26s no-delay s03, 30s kill-master,"
          + " 34s add, 36s restart s02, 38s freeze s01, 44s resume s01, 46s split s03, 55s heal,"
          + " 60s step-down, 70s steady s04";

  private static final String RUN =
      """
      const p = require(process.argv[1]);
      process.stdout.write(p.begin(process.argv[2]) + "\\n");
      for (let at = 0; !p.isOver(); at += 0.7) process.stdout.write(p.advance(at, 0.5));
      process.stdout.write(p.summary() + "\\n");
      """;

  @TempDir private Path folder;

  private static String inThisJvm(String settings) {
    StringBuilder text = new StringBuilder(PlaygroundExports.begin(settings)).append('\n');
    for (double at = 0; !PlaygroundExports.isOver(); at += 0.7) {
      text.append(PlaygroundExports.advance(at, 0.5));
    }
    return text.append(PlaygroundExports.summary()).append('\n').toString();
  }

  @AfterAll
  static void forget() {
    assertTrue(PlaygroundExports.begin("slaves=1\nduration=2s").contains("\"problem\":\"\""));
  }

  @Test
  void aFixedMasterLeadsAsInSimulate() throws IOException, InterruptedException {
    String here = inThisJvm(FIXED);
    String simulated =
        String.join(
            "\n", SummaryText.lines(Simulation.runAll(RunSettings.parse(FIXED).scenario(), 7, 1)));

    assertTrue(here.endsWith("\n" + simulated + "\n"), here);
    assertEquals(here, NodeJs.run(folder, RUN, NodeJs.SCRIPT.toString(), FIXED));
  }

  @Test
  void nodesElectAndTakeOrdersAsHere() throws IOException, InterruptedException {
    String here = inThisJvm(ELECTED);

    assertEquals(0, here.lines().filter(line -> line.contains("refused: ")).count(), here);
    assertTrue(here.contains("leads in term 4"), "after a kill, a split or a stepping down");
    assertSameBut(
        "frequency_ppm", here, NodeJs.run(folder, RUN, NodeJs.SCRIPT.toString(), ELECTED));
  }

  /** The last digit of a figure that lies between two may be rounded to either. */
  private static void assertSameBut(String figure, String here, String there) {
    Pattern value = Pattern.compile("(?<=\"%s\":)-?[0-9.]+".formatted(figure));
    assertEquals(value.matcher(here).replaceAll("?"), value.matcher(there).replaceAll("?"));
    double[] expected = values(value, here);
    double[] found = values(value, there);
    assertTrue(expected.length > 100, () -> expected.length + " values");
    assertArrayEquals(expected, found, 1.5e-6);
  }

  private static double[] values(Pattern value, String text) {
    return value.matcher(text).results().mapToDouble(r -> Double.parseDouble(r.group())).toArray();
  }

  @Test
  void looksChangeNothing() {
    for (String settings : List.of(FIXED, ELECTED)) {
      List<String> all = rounds(settings, 0.2);
      List<String> some = rounds(settings, 20);

      assertTrue(all.size() > 5 * some.size() && some.size() > 3, () -> some.size() + " rounds");
      assertTrue(all.containsAll(some), settings);
    }
  }

  /** Returns what rounds measured and agreed on; spread and truth are of the looks. */
  private static List<String> rounds(String settings, double every) {
    PlaygroundExports.begin(settings);
    return PlaygroundExports.advance(1_000, every)
        .lines()
        .filter(line -> line.startsWith("{\"kind\":\"round\""))
        .map(line -> line.replaceAll(",\"(true_error_ns|spread_ns)\":[-0-9a-z]+", ""))
        .toList();
  }

  @Test
  void settingsThatMakeNoSenseSayWhy() {
    assertTrue(
        PlaygroundExports.begin("slaves=0")
            .contains("scenario playground: slaves: found 0, wanted 1 to 1000"));
    assertTrue(PlaygroundExports.begin("seed=x").contains("seed: found 'x', wanted"));
    assertTrue(PlaygroundExports.begin("orders=kill").contains("something like 10s kill s02"));
    assertTrue(PlaygroundExports.begin("mastership=none").contains("wanted elected or fixed"));
  }

  @Test
  void ordersThatDoNotApplySayWhy() {
    PlaygroundExports.begin("slaves=3\nduration=1m");
    assertEquals(
        "{\"ok\":false,\"text\":\"nobody leads now\"}", PlaygroundExports.order("kill-master", ""));
    assertEquals("{\"ok\":true,\"text\":\"killed s01\"}", PlaygroundExports.order("kill", "s01"));
    assertEquals(
        "{\"ok\":false,\"text\":\"s01 was killed\"}", PlaygroundExports.order("lie", "s01"));
    assertEquals(
        "{\"ok\":false,\"text\":\"there is no 'x'\"}", PlaygroundExports.order("freeze", "x"));
    assertEquals(
        "{\"ok\":false,\"text\":\"there is no 'dance' here\"}",
        PlaygroundExports.order("dance", "s01"));
  }
}
