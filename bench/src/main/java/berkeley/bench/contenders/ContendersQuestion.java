package berkeley.bench.contenders;

import berkeley.bench.process.OwnCheckout;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.simulator.text.Units;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Measures how near five processes keep their clocks: ours beside what users would choose in its
 * place, and beside raw TCP, in turn on one machine, when all is quiet and when something is wrong.
 *
 * <p>A run of some contenders replaces their results and keeps those of the others.
 */
public final class ContendersQuestion {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final long SEED = 1;
  private static final String NAME = "contenders";

  /** How long a group has to recover after a condition. */
  private static final Duration RECOVERY = Duration.ofMillis(1_500);

  private final ContendersSettings settings;
  private final OwnCheckout checkout;
  private final Results results;
  private final ContenderTable known;
  private final Table table = ContenderTable.header();

  private ContendersQuestion(ContendersSettings settings, OwnCheckout checkout, Results results)
      throws IOException {
    this.settings = settings;
    this.checkout = checkout;
    this.results = results;
    this.known = ContenderTable.of(results.read(NAME));
  }

  /**
   * Measures, prints the results and writes them.
   *
   * @param options of the command line
   * @param home the checkout, with the {@code berkeley} script in it
   * @return whether every figure that is asked for was reached, as far as it was measured, now or
   *     before
   * @throws IllegalArgumentException if an option makes no sense, saying why
   * @throws IOException if the results cannot be written, or a process of ours does not run
   */
  public static boolean answer(List<String> options, Path home, Results results)
      throws IOException, InterruptedException {
    ContendersSettings settings = ContendersSettings.parse(options);
    ContendersQuestion question = new ContendersQuestion(settings, new OwnCheckout(home), results);
    for (ClockContender contender : settings.contenders()) {
      question.measure(contender);
      question.write();
    }
    Targets wanted = Targets.judge(question.known);
    results.print("\n" + String.join("\n", wanted.lines()) + "\n");
    return wanted.reached();
  }

  private void measure(ClockContender contender) throws IOException, InterruptedException {
    for (ContenderSetting.Stage stage : ContenderSetting.Stage.values()) {
      List<Condition> conditions = new ArrayList<>();
      for (Condition condition : settings.conditions()) {
        if (contender.stage(condition) == stage) {
          Optional<String> refusal = contender.refusal(condition);
          refusal.ifPresent(why -> note(contender, condition, List.of(), "not applicable: " + why));
          if (refusal.isEmpty()) {
            conditions.add(condition);
          }
        }
      }
      if (!conditions.isEmpty()) {
        measure(contender, conditions, stage);
      }
    }
  }

  private void measure(
      ClockContender contender, List<Condition> conditions, ContenderSetting.Stage stage)
      throws IOException, InterruptedException {
    try (ContenderGroup group =
        contender.open(new ContenderSetting(checkout, PERIOD, SEED, stage))) {
      TimeUnit.NANOSECONDS.sleep(settings.settle().toNanos());
      for (Condition condition : conditions) {
        List<ContenderWindow> windows = new ArrayList<>();
        for (int i = 0; i < settings.repeats(); i++) {
          windows.add(window(group, condition));
        }
        note(contender, condition, windows, "");
      }
    }
  }

  private ContenderWindow window(ContenderGroup group, Condition condition)
      throws IOException, InterruptedException {
    ObservationWindow window = new ObservationWindow(group, PERIOD, condition.hasVictim());
    window.before();
    Optional<LoadProcess> load =
        condition == Condition.LOADED ? Optional.of(LoadProcess.start()) : Optional.empty();
    try {
      group.begin(condition);
      ContenderWindow result = window.watch(settings.duration());
      group.end(condition);
      return result;
    } finally {
      load.ifPresent(LoadProcess::close);
      if (condition != Condition.QUIET) {
        TimeUnit.NANOSECONDS.sleep(RECOVERY.toNanos());
      }
    }
  }

  private void note(
      ClockContender contender, Condition condition, List<ContenderWindow> windows, String why) {
    String how =
        "%d window%s of %s, %s after the start"
            .formatted(
                windows.size(),
                windows.size() == 1 ? "" : "s",
                Units.text(settings.duration()),
                Units.text(settings.settle()));
    ContenderResult entry =
        new ContenderResult(contender, condition, windows, why, windows.isEmpty() ? "" : how);
    known.put(entry);
    results.print(table.add(known.row(entry)));
  }

  private String documented() {
    StringBuilder text = new StringBuilder(known.table().toString()).append('\n');
    Targets.judge(known).lines().forEach(line -> text.append("- ").append(line).append('\n'));
    return text.toString();
  }

  private void write() throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("period", Units.text(PERIOD));
    document.put("results", known.toList());
    document.put("wanted", Targets.judge(known).lines());
    results.write(NAME, document, known.table(), documented());
    results.writePicture(NAME, ContendersPlot.svg(known));
  }
}
