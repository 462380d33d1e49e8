package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import berkeley.harness.playground.PlaygroundPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the playground costs a browser. Prints its figures. Its name is no test's, so that it runs
 * only when it is asked for: docs/page.md has the command.
 */
final class PlaygroundFigures {

  private static final int SECONDS = 10;
  private static final double FIRST_PICTURE_MILLIS = 1_000;

  @TempDir private Path folder;
  private Path page;
  private long bytes;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(PlaygroundPage.text().isPresent() && Browser.isThere(), "no page, or no browser");
    page = folder.resolve("playground.html");
    bytes = PlaygroundPage.write(page);
    browser = Browser.start(folder.resolve("profile"));
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void firstPicture() throws Exception {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      open("");
      Rig.soon().until(() -> browser.run(PAINTED) != null);
      least = Math.min(least, ((Number) browser.run(PAINTED)).doubleValue());
    }
    say("%d bytes; first picture after %.0f ms, the quickest of five", bytes, least);
    assertTrue(least < FIRST_PICTURE_MILLIS);
  }

  @Test
  void frames() throws Exception {
    for (String run : new String[] {"nodes=10", "nodes=10&mastership=fixed"}) {
      watch(run, 100);
      watch(run, 1_000);
    }
  }

  private void watch(String run, int speed) throws Exception {
    open(run + "&speed=" + speed);
    browser.run(COUNT);
    Rig.within(Duration.ofSeconds(60)).until(() -> browser.run("return window.counted") != null);
    say(
        "%s at x%d: %.0f frames a second, %.0f times real time",
        run,
        speed,
        ((Number) browser.run("return window.counted.frames")).doubleValue(),
        ((Number) browser.run("return window.counted.speed")).doubleValue());
  }

  private void open(String link) throws IOException, InterruptedException {
    browser.open("about:blank");
    browser.open(page.toUri() + "#" + link);
  }

  private static final String PAINTED =
      "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null";

  /** Counts frames and virtual time, after a while in which the browser compiles. */
  private static final String COUNT =
      """
      const warm = 3000, seconds = %d, engine = playground.engine;
      setTimeout(() => {
        const begun = performance.now(), from = engine.now();
        let frames = 0;
        const next = () => {
          frames++;
          const passed = (performance.now() - begun) / 1000;
          if (passed < seconds) requestAnimationFrame(next);
          else window.counted = { frames: frames / passed, speed: (engine.now() - from) / 1e9 / passed };
        };
        requestAnimationFrame(next);
      }, warm);
      """
          .formatted(SECONDS);

  private static void say(String form, Object... values) {
    System.out.println("figure: " + String.format(Locale.ROOT, form, values));
  }
}
