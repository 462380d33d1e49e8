package berkeley.harness.check;

import berkeley.simulator.promise.Promise;
import berkeley.simulator.promise.Summary;
import berkeley.simulator.promise.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a record says of the promises.
 *
 * @param summary how often each was checked and broken
 * @param violations those that are kept with their words
 * @param samples how many samples the record has
 * @param foreign how many of them are of another counter than the observer's, and were left out
 * @param isCut whether its last line is incomplete
 * @param tellsEpochs whether its samples tell epochs, so that they can tell intervals
 * @param elects whether its masters need leases
 * @param judgesRecovery whether the usual width of intervals was given
 */
public record CheckResult(
    Summary summary,
    List<Violation> violations,
    long samples,
    long foreign,
    boolean isCut,
    boolean tellsEpochs,
    boolean elects,
    boolean judgesRecovery) {

  private static final String ROW = "%-16s %10s %10s  %s";

  /** Copies the list. */
  public CheckResult {
    violations = List.copyOf(violations);
  }

  /** Returns whether no promise was broken. */
  public boolean isKept() {
    return Arrays.stream(Promise.values()).allMatch(each -> summary.violations(each) == 0);
  }

  /** Returns why a promise could not be judged; empty if it was, or if there was no occasion. */
  private String missing(Promise promise) {
    if (summary.checks(promise) > 0) {
      return "";
    }
    return switch (promise) {
      case CONTAINMENT, COMMIT_WAIT ->
          tellsEpochs ? "no node gave an interval" : "the record tells no intervals";
      case DISJOINT_LEASES ->
          elects ? "no master was seen to hold a lease" : "its masters are not elected";
      case RECOVERY -> judgesRecovery ? "no calm was long enough" : "needs --usual-width";
      default -> "no node was synchronised";
    };
  }

  private static String count(long number) {
    return "%,d".formatted(number);
  }

  /** Returns the lines to print. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("promise", "checks", "broken", "").stripTrailing());
    for (Promise promise : Promise.values()) {
      String missing = missing(promise);
      lines.add(
          ROW.formatted(
                  promise.text(),
                  count(summary.checks(promise)),
                  missing.isEmpty() ? count(summary.violations(promise)) : "-",
                  missing.isEmpty() ? "" : "not judged: " + missing)
              .stripTrailing());
    }
    lines.add(
        "%s samples, %.2f %% of them excused by faults, %s of another host's counter left out%s"
            .formatted(
                count(samples),
                100 * (summary.readings() == 0 ? 0 : summary.excusedShare()),
                count(foreign),
                isCut ? "; the record breaks off" : ""));
    violations.forEach(violation -> lines.add(violation.toString()));
    return lines;
  }

  /** Returns the one document of {@code --json}. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kept", isKept());
    document.put("samples", samples);
    document.put("foreign_samples", foreign);
    document.put("cut", isCut);
    document.put("excused_share", summary.readings() == 0 ? 0 : summary.excusedShare());
    List<Map<String, Object>> promises = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      promises.add(row(promise));
    }
    document.put("promises", promises);
    document.put("violations", violations.stream().map(Violation::toString).toList());
    return document;
  }

  private Map<String, Object> row(Promise promise) {
    Map<String, Object> values = new LinkedHashMap<>();
    String missing = missing(promise);
    values.put("promise", promise.text());
    values.put("checks", summary.checks(promise));
    values.put("broken", summary.violations(promise));
    values.put("not_judged", missing.isEmpty() ? null : missing);
    return values;
  }
}
