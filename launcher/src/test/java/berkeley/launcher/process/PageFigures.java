package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import berkeley.harness.dashboard.DashboardServer;
import berkeley.harness.dashboard.RecordFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the live page costs a browser, fed with a {@link SyntheticRecord} through its own stream.
 * Prints its figures and fails beyond their limits. Its name is no test's, so that it runs only
 * when it is asked for: docs/decisions/0013 has the command.
 */
final class PageFigures {

  private static final long MEGABYTE = 1_000_000;
  private static final long FIRST_VIEW_BYTES = 500_000;
  private static final double FIRST_VIEW_MILLIS = 1_000;
  private static final double UPDATE_MILLIS = 200;
  private static final double FRAMES_A_SECOND = 30;
  private static final long HEAP_BYTES = 150 * MEGABYTE;
  private static final int HOUR = 3_600;

  /** As much as the server lets a browser lie behind. */
  private static final int SECONDS_AT_A_TIME = 20;

  private final RecordFeed feed = new RecordFeed();
  @TempDir private Path folder;
  private DashboardServer dashboard;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Browser.isThere(), "no chromium and chromedriver on the PATH");
    dashboard = DashboardServer.open(feed, Optional.empty(), 0);
    browser = Browser.start(folder.resolve("profile"));
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
      dashboard.close();
    }
  }

  @Test
  void firstViewAndUpdates() throws Exception {
    SyntheticRecord record = new SyntheticRecord(10, feed::accept);
    long round = run(record, 60);
    browser.open(dashboard.url());
    awaitRound(round);
    Map<?, ?> view = (Map<?, ?>) browser.run(FIRST_VIEW);
    double firstMillis = number(view.get("millis"));
    say(
        "first view: %.0f bytes, of them %.0f history of 60 rounds of 10 nodes; shown after %.0f"
            + " ms",
        number(view.get("bytes")), number(view.get("history")), firstMillis);

    browser.run(WATCH_ROUNDS);
    double[] lateness = new double[30];
    for (int i = 0; i < lateness.length; i++) {
      TimeUnit.MILLISECONDS.sleep(300);
      double sent = wallMillis();
      awaitRound(record.second());
      lateness[i] = number(browser.run("return window.shownAt")) - sent;
    }
    say("update: from a round's lines to the drawn page %s", spread(lateness));
    assertTrue(number(view.get("bytes")) < FIRST_VIEW_BYTES && firstMillis < FIRST_VIEW_MILLIS);
    assertTrue(median(lateness) < UPDATE_MILLIS);
  }

  @Test
  void drawsFiftyNodes() throws Exception {
    SyntheticRecord record = new SyntheticRecord(50, feed::accept);
    long round = run(record, 90);
    browser.open(dashboard.url());
    awaitRound(round);
    browser.run(REDRAW);
    Rig.soon().until(() -> browser.run("return window.frames_ ?? null") != null);
    List<?> millis = (List<?>) browser.run("return window.drawMillis");
    double frames = number(browser.run("return window.frames_"));
    say(
        "50 nodes: a draw takes %s; %.0f frames a second",
        spread(millis.stream().mapToDouble(PageFigures::number).toArray()), frames);
    assertTrue(frames >= FRAMES_A_SECOND);
  }

  @Test
  void holdsAnHourOfTenNodes() throws Exception {
    SyntheticRecord record = new SyntheticRecord(10, feed::accept);
    browser.open(dashboard.url());
    double most = 0;
    for (int second = 0; second < HOUR; second += SECONDS_AT_A_TIME) {
      awaitRound(run(record, SECONDS_AT_A_TIME));
      most = Math.max(most, heap());
    }
    long rounds = Math.round(number(browser.run("return berkeley.record.rounds.length")));
    browser.command("HeapProfiler.collectGarbage");
    double rest = heap();
    say(
        "an hour of 10 nodes: %d rounds in the page, heap at most %.0f MB, %.0f MB after a"
            + " collection",
        rounds, most / MEGABYTE, rest / MEGABYTE);
    assertTrue(rounds == HOUR && most < HEAP_BYTES);
  }

  /** What came over the wire but the stream, and when the first round could be seen. */
  private static final String FIRST_VIEW =
      """
      const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
        .filter(entry => !entry.name.includes("/live"));
      const history = all.find(entry => entry.name.endsWith("/history"));
      const painted = performance.getEntriesByType("paint").map(entry => entry.startTime);
      return { bytes: all.reduce((sum, entry) => sum + entry.transferSize, 0), history: history.transferSize,
        millis: Math.max(...painted, ...all.map(entry => entry.responseEnd)) + Number(document.body.dataset.drawMillis) };
      """;

  /** Notes when a drawing with a new round was done: observers are called after it. */
  private static final String WATCH_ROUNDS =
      """
      new MutationObserver(() => { window.shownAt = performance.timeOrigin + performance.now(); })
        .observe(document.body, { attributeFilter: ["data-round"] });
      """;

  /** Asks for a drawing in each frame, for three seconds. */
  private static final String REDRAW =
      """
      window.drawMillis = [];
      const begun = performance.now();
      const next = () => {
        window.drawMillis.push(Number(document.body.dataset.drawMillis));
        const seconds = (performance.now() - begun) / 1000;
        if (seconds > 3) window.frames_ = window.drawMillis.length / seconds;
        else { berkeley.redraw(); requestAnimationFrame(next); }
      };
      requestAnimationFrame(next);
      """;

  private static long run(SyntheticRecord record, int seconds) {
    long round = 0;
    for (int i = 0; i < seconds; i++) {
      round = record.second();
    }
    return round;
  }

  private void awaitRound(long round) {
    Rig.within(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                Long.toString(round)
                    .equals(browser.run("return document.body.dataset.round ?? ''")));
  }

  private double heap() throws IOException, InterruptedException {
    return number(((Map<?, ?>) browser.command("Runtime.getHeapUsage")).get("usedSize"));
  }

  private static double wallMillis() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String spread(double[] values) {
    double most = Arrays.stream(values).max().orElseThrow();
    return String.format(
        Locale.ROOT,
        "%.1f ms in the median, %.1f ms at most (%d)",
        median(values),
        most,
        values.length);
  }

  private static void say(String form, Object... values) {
    System.out.println("figure: " + String.format(Locale.ROOT, form, values));
  }
}
