package berkeley.launcher;

import berkeley.harness.console.ExitCode;
import berkeley.harness.console.JsonLine;
import berkeley.harness.playground.PlaygroundPage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the playground. */
@Command(
    name = "playground",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the playground: a page in which a cluster runs by itself, in virtual time, with"
          + " settings, faults and lessons. It is one file and needs a browser, nothing else.",
      "The nodes are the same classes as everywhere here, compiled to JavaScript; a run with a"
          + " fixed master has the figures of simulate."
    },
    footerHeading = "%nExample:%n",
    footer = "  berkeley playground --out playground.html")
final class PlaygroundCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file of the page (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("playground.html");

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    long bytes = PlaygroundPage.write(out);
    if (json) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("page", out.toString());
      values.put("page_bytes", bytes);
      System.out.println(JsonLine.line(values));
    } else {
      System.out.println("%s: %d kB; open it in a browser".formatted(out, (bytes + 999) / 1_000));
    }
    return ExitCode.DONE;
  }
}
