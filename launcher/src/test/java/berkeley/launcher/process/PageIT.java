package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import berkeley.harness.dashboard.DashboardServer;
import berkeley.harness.dashboard.PageTools;
import berkeley.harness.dashboard.RecordFeed;
import berkeley.harness.record.RecordJson;
import berkeley.harness.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, of a {@link ScriptedCluster}, which has no time to lose. */
final class PageIT {

  private static final List<String> LESSONS =
      List.of("textbook", "liar", "slow-link", "drift", "kill-master", "split", "commit-wait");
  private static final int MOST_SECONDS = 30;
  private static final int DESK = 1280;
  private static final int PHONE = 390;

  private final RecordFeed feed = new RecordFeed();
  private final List<String> lines = new ArrayList<>();
  private final ScriptedCluster cluster =
      new ScriptedCluster(
          line -> {
            lines.add(RecordJson.of(line));
            feed.accept(line);
          });
  @TempDir private Path folder;
  private DashboardServer server;
  private static Browser browser;

  @BeforeAll
  static void startBrowser(@TempDir Path profile) throws Exception {
    assumeTrue(
        Browser.isThere(),
        "no chromium and chromedriver on the PATH: the page is not tested in a browser");
    browser = Browser.start(profile);
  }

  @BeforeEach
  void open() throws Exception {
    server = DashboardServer.open(feed, Optional.of(cluster), 0);
  }

  @AfterEach
  void close() throws Exception {
    browser.reset();
    server.close();
  }

  @AfterAll
  static void endBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void eachLessonCanBeTakenToItsEnd() throws Exception {
    cluster.second();
    for (String lesson : LESSONS) {
      take(lesson);
    }
    press(".lesson-head button");
    awaitDrawn();
    assertEquals(
        "✓ seen".repeat(LESSONS.size()),
        browser.run(
            "return [...document.querySelectorAll('.lessons small')].map(e =>"
                + " e.textContent).join('')"));
  }

  private void take(String lesson) throws Exception {
    browser.open(server.url() + "&lesson=" + lesson);
    awaitDrawn();
    assertEquals("waiting", state(), lesson);
    assertTrue(press("[data-deed='0']"), lesson);
    Rig.soon().until(() -> !state().equals("waiting"));
    if (lesson.equals("textbook")) {
      for (int step = 0; step < 3; step++) {
        press("#on");
      }
    }
    for (int second = 0; second < MOST_SECONDS && !state().equals("done"); second++) {
      cluster.second();
      awaitDrawn();
      if (lesson.equals("split") && browser.text(".cards").contains("Now heal the split")) {
        press("[data-deed='1']");
      }
    }
    assertEquals("done", state(), lesson + ": " + browser.text(".cards"));
    assertTrue(browser.text(".cards").contains("✓"), browser.text(".cards"));
    press("[data-deed='1']"); // what undoes it, where there is such
    cluster.second();
    awaitDrawn();
  }

  @Test
  void whatIsShownIsAccessible() throws Exception {
    Optional<Path> packages = PageTools.packages();
    assumeTrue(packages.isPresent(), "npm cannot bring axe-core: accessibility is not checked");
    String axe = Files.readString(packages.get().resolve("axe-core/axe.min.js"));
    cluster.apply("lie", "b", Map.of());
    cluster.second();
    browser.open(server.url());
    browser.run(axe);
    for (String theme : List.of("light", "dark")) {
      browser.look(DESK, theme);
      press("#latest");
      browser.requireAccessible("watch", theme);
      press("[data-key=b] .dial");
      browser.requireAccessible("watch with a menu", theme);
      press(".menu-head button");
      browser.run("berkeley.go({ lesson: 'liar' })");
      browser.requireAccessible("explain", theme);
      press("[data-mode=measure]");
      browser.requireAccessible("measure", theme);
      browser.look(PHONE, theme);
      press("[data-mode=watch]");
      browser.requireAccessible("watch on a phone", theme);
    }
    report();
    browser.run(axe);
    press("[data-mode=measure]");
    browser.look(DESK, "light");
    browser.requireAccessible("report", "light");
  }

  @Test
  void whatWasPausedStaysAndKeysWorkAfterAClick() throws Exception {
    cluster.second();
    browser.open(server.url());
    awaitDrawn();
    press("#back");
    press("#back");
    awaitDrawn();
    String where = browser.text("#where");
    assertTrue(where.contains("step 3 of 4"), where);

    browser.run(HIDE, true);
    cluster.second();
    browser.run(HIDE, false);
    awaitDrawn();
    assertEquals(where, browser.text("#where"));

    browser.run("document.getElementById('on').focus()");
    browser.press(LEFT);
    Rig.soon().until(() -> browser.text("#where").contains("step 2 of 4"));
    browser.press(END);
    Rig.soon().until(() -> browser.text("#where").startsWith("the newest"));
  }

  private static final String LEFT = "\uE012";
  private static final String END = "\uE010";

  /** What a browser does when its tab goes to the background, and comes back. */
  private static final String HIDE =
      """
      Object.defineProperty(document, "hidden", { configurable: true, value: arguments[0] });
      document.dispatchEvent(new Event("visibilitychange"));
      """;

  /** Opens the report of what was so far. */
  private void report() throws IOException, InterruptedException {
    Path record = folder.resolve("run.jsonl");
    Files.write(record, lines);
    Path page = folder.resolve("run.html");
    new Report(record, page, Optional.empty(), Optional.empty()).make();
    browser.open(page.toUri().toString());
    Rig.soon().until(() -> browser.run("return Boolean(globalThis.berkeley)").equals(true));
  }

  /** Waits until the page has drawn all that there is. */
  private void awaitDrawn() throws Exception {
    long newest = cluster.nanos();
    Rig.soon()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                ((Number) browser.run("return globalThis.berkeley?.record.newest ?? 0"))
                        .doubleValue()
                    >= newest / 1e9 - 1e-6);
    browser.awaitFrame();
  }

  private boolean press(String selector) throws IOException, InterruptedException {
    return (Boolean)
        browser.run(
            "const e = document.querySelector(arguments[0]); e?.click(); return Boolean(e)",
            selector);
  }

  private String state() throws IOException, InterruptedException {
    return String.valueOf(
        browser.run("return document.getElementById('lesson')?.dataset.state ?? ''"));
  }
}
