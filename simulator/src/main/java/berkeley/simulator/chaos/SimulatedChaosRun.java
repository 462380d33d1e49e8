package berkeley.simulator.chaos;

import berkeley.simulator.fault.FaultStage;
import berkeley.simulator.promise.Summary;
import berkeley.simulator.promise.Violation;
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
 * @param promises how often each promise was checked and broken
 * @param brokenPromises the first times that one was, with what was seen
 */
public record SimulatedChaosRun(
    long seed,
    long virtualNanos,
    Map<String, Long> counts,
    Map<String, Long> faults,
    long longestGapNanos,
    long longestRecoveryNanos,
    Optional<String> violation,
    List<String> transcript,
    Summary promises,
    List<Violation> brokenPromises) {

  /** Runs one seed to its end, or to the first violation. */
  public static SimulatedChaosRun of(SimulatedChaosSettings settings, long seed) {
    ChaosSimulation simulation = new ChaosSimulation(settings, seed);
    try {
      new FaultSchedule(simulation).begin();
      simulation.time.runUntil(settings.duration().toNanos());
      return result(simulation, seed, Optional.empty());
    } catch (ViolationError e) {
      return ended(simulation, seed, e);
    } catch (RuntimeException e) {
      ViolationError failure = new ViolationError(InvariantKind.FAILURE, "%s", e);
      failure.initCause(e);
      return ended(simulation, seed, failure);
    }
  }

  private static SimulatedChaosRun ended(
      ChaosSimulation simulation, long seed, ViolationError violation) {
    simulation.transcript.note(
        "%s", violation.kind().text + " violated: " + violation.getMessage());
    return result(simulation, seed, Optional.of(violation));
  }

  private static SimulatedChaosRun result(
      ChaosSimulation simulation, long seed, Optional<ViolationError> violation) {
    ChaosTally tally = simulation.tally;
    Map<String, Long> faults = new TreeMap<>();
    simulation.promises.finish();
    tally.faults.forEach(
        (fault, count) -> faults.put(fault.nameIn(FaultStage.VIRTUAL_TIME).orElseThrow(), count));
    return new SimulatedChaosRun(
        seed,
        simulation.time.now(),
        tally.counts(simulation.net.sent()),
        faults,
        tally.longestGapNanos,
        tally.longestRecoveryNanos,
        violation.map(v -> v.kind().text),
        violation.isPresent() ? simulation.transcript.lines() : List.of(),
        simulation.promises.summary(),
        simulation.promises.violations());
  }
}
