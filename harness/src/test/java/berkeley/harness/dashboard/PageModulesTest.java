package berkeley.harness.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page's code without a browser: its unit tests in Node.js, its types and its format. */
final class PageModulesTest {

  @Test
  void itsUnitTestsPass() throws Exception {
    assumeTrue(
        PageTools.isOnPath("node"), "no node on the PATH: the page's modules are not tested");

    PageTools.Run run = PageTools.run(PageTools.sources(), List.of("node", "--test"));

    assertEquals(0, run.exitCode(), run::output);
  }

  @Test
  void itIsFormatted() throws Exception {
    assumeTrue(PageTools.isOnPath("node"), "no node on the PATH: the page's format is not checked");
    Optional<Path> packages = PageTools.packages();
    assumeTrue(packages.isPresent(), "npm cannot bring Prettier: the page's format is not checked");
    String formatter =
        packages.get().resolve("prettier/bin/prettier.cjs").toAbsolutePath().toString();

    PageTools.Run run =
        PageTools.run(
            PageTools.sources(),
            List.of(
                "node",
                formatter,
                "--config=.prettierrc.json",
                "--check",
                "*.mjs",
                "../../main/resources/berkeley/harness/**/*.mjs"));

    assertEquals(0, run.exitCode(), run::output);
  }

  @Test
  void itsTypesAreRight() throws Exception {
    assumeTrue(PageTools.isOnPath("node"), "no node on the PATH: the page's types are not checked");
    Optional<Path> packages = PageTools.packages();
    assumeTrue(
        packages.isPresent(), "npm cannot bring TypeScript: the page's types are not checked");
    String compiler = packages.get().resolve("typescript/bin/tsc").toAbsolutePath().toString();

    PageTools.Run run =
        PageTools.run(PageTools.sources(), List.of("node", compiler, "-p", "tsconfig.json"));

    assertEquals(0, run.exitCode(), run::output);
  }
}
