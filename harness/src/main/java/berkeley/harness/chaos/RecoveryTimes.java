package berkeley.harness.chaos;

import java.util.List;
import java.util.OptionalLong;

/**
 * How long recovery from the faults of one kind took.
 *
 * @param faults how many there were
 * @param nanos the times of those that were recovered from, ascending
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

  /** The median, the upper one of two; empty without any. */
  OptionalLong median() {
    return nanos.isEmpty() ? OptionalLong.empty() : OptionalLong.of(nanos.get(nanos.size() / 2));
  }

  /** The longest; empty without any. */
  OptionalLong max() {
    return nanos.isEmpty() ? OptionalLong.empty() : OptionalLong.of(nanos.get(nanos.size() - 1));
  }
}
