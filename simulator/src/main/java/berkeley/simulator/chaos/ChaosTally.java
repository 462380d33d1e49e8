package berkeley.simulator.chaos;

import berkeley.simulator.fault.FaultKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run has counted so far. */
final class ChaosTally {

  final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
  long elections;
  long rounds;
  long corrections;
  long refusals;
  long looks;
  long calms;
  long longestRecoveryNanos;
  long longestGapNanos;

  /** Looks at a node whose newest correction came from an earlier master than the present one. */
  long betweenMasters;

  /** Those of them in which the present master's time was outside the node's interval. */
  long outsideBetweenMasters;

  /**
   * Looks at a node that was outside its bound, at a cluster time faster or slower than declared.
   */
  long beyondDeclared;

  void fault(FaultKind fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  /** By name. */
  Map<String, Long> counts(long messages) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("elections", elections);
    counts.put("rounds", rounds);
    counts.put("corrections", corrections);
    counts.put("refusals", refusals);
    counts.put("messages", messages);
    counts.put("storms", Math.max(0, calms - 1));
    counts.put("looks", looks);
    counts.put("looks_beyond_declared", beyondDeclared);
    counts.put("looks_between_masters", betweenMasters);
    counts.put("outside_between_masters", outsideBetweenMasters);
    return counts;
  }
}
