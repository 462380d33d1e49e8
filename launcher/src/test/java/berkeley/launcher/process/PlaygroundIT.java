package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import berkeley.harness.dashboard.PageTools;
import berkeley.harness.playground.PlaygroundPage;
import berkeley.harness.record.RecordJson;
import berkeley.harness.report.Report;
import berkeley.playground.run.PlayedRun;
import berkeley.playground.run.RunSettings;
import berkeley.simulator.Simulation;
import berkeley.simulator.SummaryText;
import berkeley.simulator.scenario.Scenarios;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The playground in a real browser, opened from its file. */
final class PlaygroundIT {

  private static final List<String> LESSONS =
      List.of("textbook", "liar", "slow-link", "drift", "kill-master", "split", "commit-wait");
  private static final long MOST_BYTES = 1_500_000;
  private static final int DESK = 1280;
  private static final int PHONE = 390;

  @TempDir private Path folder;
  private Path page;
  private static Browser browser;

  @BeforeAll
  static void startBrowser(@TempDir Path profile) throws Exception {
    assumeTrue(
        PlaygroundPage.text().isPresent(),
        "built with -Dplayground.phase=none: there is no playground");
    assumeTrue(
        Browser.isThere(),
        "no chromium and chromedriver on the PATH: the playground is not tested in a browser");
    browser = Browser.start(profile);
  }

  @BeforeEach
  void write() throws Exception {
    page = folder.resolve("playground.html");
    long bytes = PlaygroundPage.write(page);
    assertTrue(bytes < MOST_BYTES, () -> bytes + " bytes");
  }

  @AfterEach
  void leaveThePage() throws Exception {
    browser.reset();
  }

  @AfterAll
  static void endBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void eachLessonCanBeTakenToItsEnd() throws Exception {
    open("speed=100");
    for (String lesson : LESSONS) {
      take(lesson);
    }
    press(".lesson-head button");
    Rig.soon()
        .until(
            () ->
                browser
                    .run(
                        "return [...document.querySelectorAll('.lessons small')].map(e =>"
                            + " e.textContent).join('')")
                    .equals("✓ seen".repeat(LESSONS.size())));
  }

  private void take(String lesson) throws Exception {
    press("[data-speed='1']"); // the newest, and time passes
    press("[data-speed='100']");
    browser.run("location.hash = 'speed=100&lesson=' + arguments[0]", lesson);
    Rig.soon()
        .until(() -> state().equals("waiting") && isThere("[data-deed='0']:not([aria-disabled])"));
    press("[data-deed='0']");
    Rig.soon().until(() -> !state().equals("waiting"));
    if (lesson.equals("textbook")) {
      for (int step = 0; step < 3; step++) {
        press("#on");
      }
    }
    if (lesson.equals("split")) {
      Rig.soon().until(() -> browser.text(".cards").contains("Now heal the split"));
      press("[data-deed='1']");
    }
    Rig.soon().until(() -> state().equals("done"));
    assertTrue(browser.text(".cards").contains("✓"), browser.text(".cards"));
    if (isThere("[data-deed='1']")) {
      press("[data-deed='1']"); // what undoes it
    }
  }

  @Test
  void itsFiguresAreThoseOfSimulate() throws Exception {
    open("nodes=4&mastership=fixed&jitter=50us&loss=0.01&duration=90s&seed=7&mode=measure");
    press("#to-end");
    Properties scenario = new Properties();
    scenario.load(new StringReader(browser.text("#scenario")));

    assertEquals(
        String.join(
            "\n", SummaryText.lines(Simulation.runAll(Scenarios.of("playground", scenario), 7, 1))),
        browser.text("#summary"));
    String there = shown();
    assertTrue(there.contains("SYNCHRONISED"), there);
    assertEquals(shownOfThisJvm(browser.text("#scenario") + "mastership=fixed\nseed=7\n"), there);
  }

  @Test
  void aLinkCarriesOrdersToo() throws Exception {
    open("duration=60s&nodes=4&seed=3&mode=measure");
    Rig.soon().until(() -> browser.text("#status").contains("leads"));
    press("#controls [data-action=kill-master]");
    Rig.soon().until(() -> browser.text("#done").startsWith("killed"));
    press("#to-end");
    String before = shown();
    String link = String.valueOf(browser.run("return location.hash.slice(1)"));
    assertTrue(link.contains("orders="), link);

    open("nodes=2");
    browser.run("location.hash = arguments[0]", link);
    Rig.soon().until(() -> browser.text("#ordered").contains("kill-master"));
    press("#to-end");

    assertEquals(before, shown());
    assertEquals(
        "The run is over. Something was ordered in it, so simulate has no such run.",
        browser.text("#terminal p:last-of-type"));
  }

  /** What a page shows in numbers of the end of its record. */
  private String shown() throws Exception {
    browser.awaitFrame();
    return String.valueOf(
        browser.run( // when a node was seen last is a matter of looks
            "return ['#nodes', '#spread', '.spread'].map(e =>"
                + " document.querySelector(e).innerText).join('\\n').replace(/at [\\d.]+ s/, '')"));
  }

  /** What the report shows of the same run in this JVM. */
  private String shownOfThisJvm(String settings) throws Exception {
    List<String> lines = new ArrayList<>();
    PlayedRun run =
        new PlayedRun(RunSettings.parse(settings), "test", line -> lines.add(RecordJson.of(line)));
    run.runUntil(run.endNanos(), 1_000_000_000);
    Path record = folder.resolve("run.jsonl");
    Files.write(record, lines);
    Path report = folder.resolve("run.html");
    new Report(record, report, Optional.empty(), Optional.empty()).make();
    browser.open(report.toUri() + "#mode=measure");
    Rig.soon().until(() -> isThere("#nodes td"));
    return shown();
  }

  @Test
  void whatIsShownIsAccessible() throws Exception {
    Optional<Path> packages = PageTools.packages();
    assumeTrue(packages.isPresent(), "npm cannot bring axe-core: accessibility is not checked");
    open("mastership=fixed&average=mean&duration=10s");
    browser.run(Files.readString(packages.get().resolve("axe-core/axe.min.js")));
    press("#to-end");
    for (String theme : List.of("light", "dark")) {
      browser.look(DESK, theme);
      browser.requireAccessible("watch", theme);
      browser.run(
          "for (const each of document.querySelectorAll('.play details')) each.open = true");
      browser.requireAccessible("settings", theme);
      browser.look(PHONE, theme);
      browser.requireAccessible("settings on a phone", theme);
      assertEquals(
          0L,
          ((Number)
                  browser.run(
                      "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
              .longValue(),
          "wider than a phone");
      browser.run(
          "for (const each of document.querySelectorAll('.play details')) each.open = false");
    }
  }

  private void open(String link) throws Exception {
    browser.open("about:blank");
    browser.open(page.toUri() + "#" + link);
    Rig.soon().until(() -> browser.run("return Boolean(globalThis.playground)").equals(true));
  }

  private void press(String selector) throws IOException, InterruptedException {
    browser.run("document.querySelector(arguments[0]).click()", selector);
  }

  private boolean isThere(String selector) throws IOException, InterruptedException {
    return Boolean.TRUE.equals(
        browser.run("return Boolean(document.querySelector(arguments[0]))", selector));
  }

  private String state() throws IOException, InterruptedException {
    return String.valueOf(
        browser.run("return document.getElementById('lesson')?.dataset.state ?? ''"));
  }
}
