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
 * How near do five processes keep their clocks: ours beside what users would pick in its place, and
 * beside raw TCP, in turn on one machine, when all is quiet and when something is wrong.
 *
 * <p>A run of some of them replaces their results and leaves the others' alone.
 */
public final class ContendersQuestion {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final long SEED = 1;
  private static final String NAME = "contenders";

  /** How long a group is left alone after something was wrong, in which it mends. */
  private static final Duration RECOVERY = Duration.ofMillis(1_500);

  private final ContendersSettings settings;
  private final OwnCheckout checkout;
  private final Results results;
  private final ContenderTable standings;
  private final Table table = ContenderTable.header();

  private ContendersQuestion(ContendersSettings settings, OwnCheckout checkout, Results results)
      throws IOException {
    this.settings = settings;
    this.checkout = checkout;
    this.results = results;
    this.standings = ContenderTable.of(results.read(NAME));
  }

  /**
   * Measures, prints, writes.
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
    Targets wanted = Targets.judge(question.standings);
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
        List<ContenderWindow> cells = new ArrayList<>();
        for (int i = 0; i < settings.repeats(); i++) {
          cells.add(window(group, condition));
        }
        note(contender, condition, cells, "");
      }
    }
  }

  private ContenderWindow window(ContenderGroup group, Condition condition)
      throws IOException, InterruptedException {
    ObservationWindow window = new ObservationWindow(group, PERIOD, condition.hasVictim());
    window.before();
    Optional<LoadProcess> hogs =
        condition == Condition.LOADED ? Optional.of(LoadProcess.start()) : Optional.empty();
    try {
      group.begin(condition);
      ContenderWindow cell = window.watch(settings.duration());
      group.end(condition);
      return cell;
    } finally {
      hogs.ifPresent(LoadProcess::close);
      if (condition != Condition.QUIET) {
        TimeUnit.NANOSECONDS.sleep(RECOVERY.toNanos());
      }
    }
  }

  private void note(
      ClockContender contender, Condition condition, List<ContenderWindow> cells, String why) {
    String how =
        "%d window%s of %s, %s after the start"
            .formatted(
                cells.size(),
                cells.size() == 1 ? "" : "s",
                Units.text(settings.duration()),
                Units.text(settings.settle()));
    ContenderResult entry =
        new ContenderResult(contender, condition, cells, why, cells.isEmpty() ? "" : how);
    standings.put(entry);
    results.print(table.add(standings.row(entry)));
  }

  private String documented() {
    StringBuilder text = new StringBuilder(standings.table().toString()).append('\n');
    Targets.judge(standings).lines().forEach(line -> text.append("- ").append(line).append('\n'));
    return text.toString();
  }

  private void write() throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("period", Units.text(PERIOD));
    document.put("results", standings.toList());
    document.put("wanted", Targets.judge(standings).lines());
    results.write(NAME, document, standings.table());
    results.writePicture(NAME, ContendersPlot.svg(standings));
    results.document(NAME, documented());
  }
}
