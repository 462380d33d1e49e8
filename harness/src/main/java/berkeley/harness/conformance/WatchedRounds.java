package berkeley.harness.conformance;

import berkeley.api.wire.Adjustment;
import berkeley.harness.conformance.WatchedClock.Told;
import berkeley.simulator.text.HumanFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges the corrections that a master has sent to several clocks. */
final class WatchedRounds {

  /** More than two readings of one round on one host can differ by. */
  private static final long TOLERANCE_NANOS = 20_000_000L;

  private final Map<String, WatchedClock> clocks;
  private final Map<String, Long> startOffsets;
  private final List<Finding> findings;

  /**
   * Prepares the judgement.
   *
   * @param clocks by name
   * @param startOffsets how far each was ahead of the ticks before the first correction
   * @param findings receives what is found
   */
  WatchedRounds(
      Map<String, WatchedClock> clocks, Map<String, Long> startOffsets, List<Finding> findings) {
    this.clocks = clocks;
    this.startOffsets = startOffsets;
    this.findings = findings;
  }

  /** Judges all that has been told so far. */
  void judge() {
    if (readings()) {
      agreement();
    }
    numbers();
    bounds();
    together();
  }

  private boolean readings() {
    for (Map.Entry<String, WatchedClock> clock : clocks.entrySet()) {
      for (Told told : clock.getValue().told()) {
        if (told.read().isEmpty()) {
          findings.add(
              Finding.broken(
                  "readingNanos",
                  ("%s was sent a correction with readingNanos %d, which it had never answered;"
                          + " give the value of getTime() from which the delta was computed")
                      .formatted(clock.getKey(), told.adjustment().readingNanos())));
          return false;
        }
      }
    }
    findings.add(Finding.kept("readingNanos", "each correction names the reading it is about"));
    return true;
  }

  /** What the first corrections make of the clocks: one time, between those that they showed. */
  private void agreement() {
    List<Long> agreed = new ArrayList<>();
    clocks.values().forEach(clock -> agreed.add(clock.told().get(0).agreedOffset()));
    long low = agreed.stream().mapToLong(each -> each).min().orElseThrow();
    long high = agreed.stream().mapToLong(each -> each).max().orElseThrow();
    if (high - low > TOLERANCE_NANOS) {
      findings.add(
          Finding.broken(
              "average",
              ("the first corrections lead to times %s apart; all have to be moved to one: the"
                      + " delta is the average's offset minus the clock's own")
                  .formatted(HumanFigures.nanos(high - low))));
      return;
    }
    long least = startOffsets.values().stream().mapToLong(each -> each).min().orElseThrow();
    long most = startOffsets.values().stream().mapToLong(each -> each).max().orElseThrow();
    double mean =
        startOffsets.values().stream().mapToLong(each -> each - least).average().orElse(0);
    String chosen =
        "all are moved to one time, %s from the average of the three"
            .formatted(HumanFigures.signed(low - least - Math.round(mean)));
    findings.add(
        low < least - TOLERANCE_NANOS || high > most + TOLERANCE_NANOS
            ? Finding.note(
                "average",
                chosen + ", outside of what they showed: the master's own clock must be far off")
            : Finding.kept("average", chosen));
  }

  private void numbers() {
    for (Map.Entry<String, WatchedClock> clock : clocks.entrySet()) {
      Optional<Adjustment> before = Optional.empty();
      for (Told told : clock.getValue().told()) {
        Adjustment now = told.adjustment();
        if (before.isPresent() && !follows(before.get(), now)) {
          findings.add(
              Finding.broken(
                  "round",
                  ("%s was sent term %d, round %d after term %d, round %d; rounds count up within a"
                          + " term, and terms with each new master: a clock applies each once and"
                          + " would ignore this one")
                      .formatted(
                          clock.getKey(),
                          now.term(),
                          now.round(),
                          before.get().term(),
                          before.get().round())));
          return;
        }
        before = Optional.of(now);
      }
    }
    findings.add(Finding.kept("round", "terms and rounds count up"));
  }

  private static boolean follows(Adjustment before, Adjustment now) {
    return now.term() > before.term()
        || (now.term() == before.term() && now.round() > before.round());
  }

  private void bounds() {
    boolean unknown =
        clocks.values().stream()
            .flatMap(clock -> clock.told().stream())
            .map(Told::adjustment)
            .anyMatch(each -> each.errorBoundNanos() < each.rttNanos() / 2 || each.rttNanos() == 0);
    findings.add(
        unknown
            ? Finding.note(
                "errorBoundNanos",
                "corrections come without a round trip, or with a bound below half of it: our"
                    + " nodes' intervals would be too narrow")
            : Finding.kept("errorBoundNanos", "bounds are half the round trip or more"));
  }

  private void together() {
    long least = clocks.values().stream().mapToLong(WatchedClock::offset).min().orElseThrow();
    long most = clocks.values().stream().mapToLong(WatchedClock::offset).max().orElseThrow();
    int rounds = clocks.values().stream().mapToInt(clock -> clock.told().size()).min().orElse(0);
    String apart =
        "after %d rounds the clocks are %s apart"
            .formatted(rounds, HumanFigures.nanos(most - least));
    findings.add(
        most - least <= TOLERANCE_NANOS
            ? Finding.kept("spread", apart)
            : Finding.broken("spread", apart + ", and they step as they are told"));
  }
}
