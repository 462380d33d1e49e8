package berkeley.harness.playground;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.OutputFiles;
import berkeley.harness.dashboard.PageAssets;
import berkeley.harness.dashboard.PageBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The playground as one page that needs no other file, no network and no JVM: the simulator,
 * compiled to JavaScript, and the view that shows its record.
 */
public final class PlaygroundPage {

  /** What the module that compiles it puts into its jar. */
  private static final String ENGINE = "/berkeley/playground/playground.js";

  private static final String FOLDER = "playground/";

  private PlaygroundPage() {}

  /**
   * Writes the page.
   *
   * @return how many bytes it has
   * @throws CommandFailure with exit code 3 if this build has no simulator for a browser, or the
   *     file cannot be written
   */
  public static long write(Path file) {
    String text =
        text()
            .orElseThrow(
                () ->
                    CommandFailure.missing(
                        "this build has no playground: it was made with -Dplayground.phase=none;"
                            + " build it with mvn package"));
    try (OutputFiles files = new OutputFiles(List.of())) {
      files.text("--out", file).write(text);
      files.complete();
    }
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns the page; empty if this build has no simulator for a browser. */
  public static Optional<String> text() {
    return engine()
        .map(
            engine ->
                PageAssets.text(FOLDER + "playground.html")
                    .replace(
                        "{{style}}",
                        PageAssets.chartLibraryStyle()
                            + PageAssets.text("view/view.css")
                            + PageAssets.text(FOLDER + "playground.css"))
                    .replace("{{library}}", PageAssets.chartLibrary())
                    .replace(
                        "{{modules}}",
                        PageBundle.importMap(
                            FOLDER + "settings",
                            FOLDER + "pace",
                            FOLDER + "panel",
                            FOLDER + "playground"))
                    .replace("{{engine}}", engine));
  }

  private static Optional<String> engine() {
    try (InputStream in = PlaygroundPage.class.getResourceAsStream(ENGINE)) {
      return in == null
          ? Optional.empty()
          // Neither may stand in a script of a page; within a string of JavaScript both mean the
          // same.
          : Optional.of(
              new String(in.readAllBytes(), StandardCharsets.UTF_8)
                  .replace("</script", "<\\/script")
                  .replace("<!--", "<\\!--"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
