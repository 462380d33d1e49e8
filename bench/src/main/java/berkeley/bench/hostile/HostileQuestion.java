package berkeley.bench.hostile;

import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.server.RMISocketFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks that a cluster withstands hostile input: that it runs, keeps duration, stays small, and
 * runs no foreign code.
 */
public final class HostileQuestion {
  private HostileQuestion() {}

  /**
   * Attacks, prints the results and writes them.
   *
   * @param home the checkout, built
   * @return whether everything that is asked for was reached
   * @throws IOException if the results cannot be written, or a process under attack ended
   */
  public static boolean answer(HostileSettings settings, Path home, Results results)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("berkeley-hostile");
    AttackKeys keys = settings.tls() ? AttackKeys.make(folder.resolve("keys")) : AttackKeys.NONE;
    CallRecorder recorder = new CallRecorder(keys.depth());
    RMISocketFactory.setSocketFactory(recorder);
    AttackOutcome outcome;
    try (TargetCluster cluster = TargetCluster.start(home, folder, recorder, keys)) {
      outcome = new AttackRun(settings, cluster, folder.resolve("mark")).run();
    } catch (CommandFailure e) {
      throw CommandFailure.missing("%s; the logs are in %s".formatted(e.getMessage(), folder));
    }
    Table table = table(outcome);
    results.print(table + "\n" + summary(outcome) + "\n");
    outcome.refusals().forEach((name, lines) -> lines.forEach(l -> results.print(l + "\n")));
    results.write(settings.tls() ? "hostile-tls" : "hostile", document(settings, outcome), table);
    return outcome.reached();
  }

  private static Table table(AttackOutcome outcome) {
    Table table =
        new Table(
            "port",
            "random",
            "truncated",
            "mutated",
            "foreign",
            "deep",
            "long string",
            "answered",
            "cut off",
            "held",
            "growth MB",
            "log lines");
    Map<String, AttackTally> tallies = new LinkedHashMap<>(outcome.tallies());
    outcome.lines().keySet().forEach(name -> tallies.putIfAbsent(name, new AttackTally()));
    tallies.forEach(
        (name, tally) -> {
          Integer lines = outcome.lines().get(name);
          Long growth = outcome.growth().get(name);
          table.add(
              name,
              text(tally.sent(InputKind.RANDOM)),
              text(tally.sent(InputKind.TRUNCATED)),
              text(tally.sent(InputKind.MUTATED)),
              text(tally.sent(InputKind.FOREIGN)),
              text(tally.sent(InputKind.DEEP)),
              text(tally.sent(InputKind.LONG_STRING)),
              text(tally.answered()),
              text(tally.cutOff()),
              text(tally.held()),
              lines == null || growth == null ? "" : "%.1f".formatted(growth / 1024.0),
              lines == null ? "" : text(lines));
        });
    return table;
  }

  private static String text(long number) {
    return Long.toString(number);
  }

  private static String summary(AttackOutcome outcome) {
    return "%d rounds, %d missed, longest gap %d ms, %d hostile answers, foreign code %s, %d s"
        .formatted(
            outcome.rounds(),
            outcome.missed(),
            outcome.longest().toMillis(),
            outcome.hostileAnswers(),
            outcome.intruded() ? "RAN" : "did not run",
            outcome.duration().toSeconds());
  }

  private static Map<String, Object> document(HostileSettings settings, AttackOutcome outcome) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("inputs_per_port", settings.inputs());
    document.put("idle_connections_per_port", settings.idle());
    document.put("seed", settings.seed());
    document.put("tls", settings.tls());
    document.put("seconds", outcome.duration().toSeconds());
    document.put("period_ms", TargetCluster.PERIOD_MILLIS);
    document.put("rounds", outcome.rounds());
    document.put("rounds_missed", outcome.missed());
    document.put("longest_gap_ms", outcome.longest().toMillis());
    document.put("hostile_answers", outcome.hostileAnswers());
    document.put("foreign_code_ran", outcome.intruded());
    document.put("accepted_afterwards", outcome.accepted());
    Map<String, Object> ports = new LinkedHashMap<>();
    outcome.tallies().forEach((name, tally) -> ports.put(name, counts(tally)));
    document.put("ports", ports);
    document.put("growth_kb", outcome.growth());
    document.put("log_lines", outcome.lines());
    Map<String, Object> refusals = new LinkedHashMap<>();
    outcome.refusals().forEach((name, lines) -> refusals.put(name, List.copyOf(lines)));
    document.put("refusals", refusals);
    return document;
  }

  private static Map<String, Object> counts(AttackTally tally) {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (InputKind kind : InputKind.values()) {
      counts.put(kind.name().toLowerCase(Locale.ROOT), tally.sent(kind));
    }
    counts.put("answered", tally.answered());
    counts.put("cut_off", tally.cutOff());
    counts.put("held", tally.held());
    return counts;
  }
}
