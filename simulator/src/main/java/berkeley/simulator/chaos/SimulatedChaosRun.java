package berkeley.simulator.chaos;

import berkeley.simulator.fault.FaultStage;
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
public record SimulatedChaosRun(
    long seed,
    long virtualNanos,
    Map<String, Long> counts,
    Map<String, Long> faults,
    long longestGapNanos,
    long longestRecoveryNanos,
    Optional<String> violation,
    List<String> transcript) {

  /** Runs one seed to its end, or to the first violation. */
  public static SimulatedChaosRun of(SimulatedChaosSettings settings, long seed) {
    ChaosSimulation arena = new ChaosSimulation(settings, seed);
    try {
      new FaultSchedule(arena).begin();
      arena.time.runUntil(settings.duration().toNanos());
      return result(arena, seed, Optional.empty());
    } catch (ViolationException e) {
      return ended(arena, seed, e);
    } catch (RuntimeException e) {
      ViolationException failure = new ViolationException(InvariantKind.FAILURE, "%s", e);
      failure.initCause(e);
      return ended(arena, seed, failure);
    }
  }

  private static SimulatedChaosRun ended(
      ChaosSimulation arena, long seed, ViolationException violation) {
    arena.transcript.note("%s", violation.kind().text + " violated: " + violation.getMessage());
    return result(arena, seed, Optional.of(violation));
  }

  private static SimulatedChaosRun result(
      ChaosSimulation arena, long seed, Optional<ViolationException> violation) {
    ChaosTally tally = arena.tally;
    Map<String, Long> faults = new TreeMap<>();
    tally.faults.forEach(
        (fault, count) -> faults.put(fault.nameIn(FaultStage.VIRTUAL_TIME).orElseThrow(), count));
    return new SimulatedChaosRun(
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
