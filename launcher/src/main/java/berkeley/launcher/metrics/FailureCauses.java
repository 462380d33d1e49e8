package berkeley.launcher.metrics;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import java.util.Optional;

/**
 * Sorts a member's trouble in a round into one of a few kinds, since a metric must not have a time
 * series for each wording.
 */
enum FailureCauses {
  /** Nobody listens on its port. */
  REFUSED,
  /** It did not answer in time. */
  TIMEOUT,
  /** It answered, each time too slowly to be a sample. */
  SLOW,
  /** It answered with an exception, or with garbage. */
  ERROR,
  /** Its clock cannot be reconciled with the majority's. */
  FALSETICKER,
  /** It did not take its correction. */
  UNCORRECTED;

  /** Empty where there was none; being a newcomer is none. */
  static Optional<FailureCauses> of(MemberReport member) {
    if (member.outcome() == Outcome.REJECTED) {
      return Optional.of(FALSETICKER);
    }
    if (member.outcome() != Outcome.UNREACHABLE) {
      return member.reason().contains("correction failed")
          ? Optional.of(UNCORRECTED)
          : Optional.empty();
    }
    return Optional.of(ofSilence(member.reason()));
  }

  private static FailureCauses ofSilence(String reason) {
    if (reason.startsWith("no probe within")) {
      return SLOW;
    }
    if (reason.contains("ConnectException")) {
      return REFUSED;
    }
    return reason.contains("Timeout") || reason.contains("deadline") ? TIMEOUT : ERROR;
  }

  /** The value of the label. */
  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
