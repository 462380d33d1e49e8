package berkeley.harness.chaos;

import berkeley.simulator.fault.FaultKind;
import java.util.List;
import java.util.OptionalLong;

/**
 * The times that recovery from the faults of one kind took.
 *
 * @param faults how many were injected
 * @param nanos one for each that the cluster recovered from, ascending
 */
record RecoveryTimes(int faults, List<Long> nanos) {

  static RecoveryTimes of(FaultKind kind, List<ActiveFault> all) {
    List<ActiveFault> ofKind = all.stream().filter(fault -> fault.kind() == kind).toList();
    return new RecoveryTimes(
        ofKind.size(),
        ofKind.stream()
            .flatMapToLong(fault -> fault.recoveryNanos().stream())
            .sorted()
            .boxed()
            .toList());
  }

  /** Returns the median, the upper one of two; empty if there are no times. */
  OptionalLong median() {
    return nanos.isEmpty() ? OptionalLong.empty() : OptionalLong.of(nanos.get(nanos.size() / 2));
  }

  /** Returns the longest; empty if there are no times. */
  OptionalLong max() {
    return nanos.isEmpty() ? OptionalLong.empty() : OptionalLong.of(nanos.get(nanos.size() - 1));
  }
}
