package berkeley.bench.yardstick;

import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has become better and what worse since an earlier commit: both builds in one run, in windows
 * that take turns or run at the same time, so that what else the machine does meets both.
 */
public final class YardstickQuestion {

  private YardstickQuestion() {}

  /**
   * Measures, prints, writes.
   *
   * @param options as on the command line
   * @param home the checkout, built
   * @return whether every ratio that is asked for was reached
   * @throws IllegalArgumentException if an option makes no sense, saying why
   * @throws IOException if the results cannot be written, or a process does not run
   */
  public static boolean answer(List<String> options, Path home, Results results)
      throws IOException, InterruptedException {
    YardstickSettings settings = YardstickSettings.parse(options);
    Path scratch = home.resolve("bench/target/yardstick");
    endProcessesAtExit();
    Checkout baseline = new Checkout(Side.BASELINE, settings.baseline(), scratch);
    Checkout current = new Checkout(Side.CURRENT, home, scratch);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("baseline_commit", baseline.commit());
    document.put("current_commit", current.commit());
    document.put("settings", settings.toMap());
    Table table =
        new Table(
            "part",
            "figure",
            "baseline",
            "current",
            "ratio",
            "ratios of windows",
            "wanted at most");
    Map<String, Object> parts = new LinkedHashMap<>();
    List<String> missed = new ArrayList<>();
    for (YardstickPart part : settings.parts()) {
      Figures figures = new Figures();
      part.measurement().measure(List.of(baseline, current), settings, figures);
      figures.pairs().forEach((name, pair) -> results.print(row(table, part, name, pair)));
      parts.put(part.word(), figures.toMap());
      figures.missed().forEach(name -> missed.add(part.word() + " " + name));
    }
    document.put("results", parts);
    results.print(
        missed.isEmpty()
            ? "\nevery ratio that is asked for is reached\n"
            : "\nmissed: %s\n".formatted(String.join(", ", missed)));
    results.write("yardstick", document, table);
    return missed.isEmpty();
  }

  /** A simulation does not end with the one that started it. */
  private static void endProcessesAtExit() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
  }

  private static String row(Table table, YardstickPart part, String name, FigurePair pair) {
    List<String> cells = new ArrayList<>(List.of(part.word(), name));
    cells.addAll(Figures.cells(pair));
    return table.add(cells.toArray(String[]::new));
  }
}
