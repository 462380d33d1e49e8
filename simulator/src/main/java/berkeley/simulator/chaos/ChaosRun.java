package berkeley.simulator.chaos;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one seed came to.
 *
 * @param seed the seed
 * @param virtualNanos how far it went: to its end, or to the violation
 * @param counts of events, by name
 * @param faults by kind
 * @param longestGapNanos without a master, while a majority was connected
 * @param longestRecoveryNanos from the end of a storm until there was a master and all were
 *     synchronised
 * @param violation the kind of what was broken, empty if nothing was
 * @param transcript what led to it, ending with it; empty if nothing was broken
 */
public record ChaosRun(
    long seed,
    long virtualNanos,
    Map<String, Long> counts,
    Map<String, Long> faults,
    long longestGapNanos,
    long longestRecoveryNanos,
    Optional<String> violation,
    List<String> transcript) {

  /** Runs one seed to its end, or to the first violation. */
  public static ChaosRun of(ChaosSettings settings, long seed) {
    Arena arena = new Arena(settings, seed);
    try {
      new Weather(arena).begin();
      arena.time.runUntil(settings.duration().toNanos());
      return result(arena, seed, Optional.empty());
    } catch (Violation e) {
      return ended(arena, seed, e);
    } catch (RuntimeException e) {
      Violation failure = new Violation(Kind.FAILURE, "%s", e);
      failure.initCause(e);
      return ended(arena, seed, failure);
    }
  }

  private static ChaosRun ended(Arena arena, long seed, Violation violation) {
    arena.transcript.note("%s", violation.kind().text + " violated: " + violation.getMessage());
    return result(arena, seed, Optional.of(violation));
  }

  private static ChaosRun result(Arena arena, long seed, Optional<Violation> violation) {
    Tally tally = arena.tally;
    Map<String, Long> faults = new TreeMap<>();
    tally.faults.forEach((fault, count) -> faults.put(fault.text, count));
    return new ChaosRun(
        seed,
        arena.time.now(),
        tally.counts(arena.net.sent()),
        faults,
        tally.longestGapNanos,
        tally.longestRecoveryNanos,
        violation.map(v -> v.kind().text),
        violation.isPresent() ? arena.transcript.lines() : List.of());
  }
}
