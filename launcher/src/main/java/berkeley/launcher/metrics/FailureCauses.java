package berkeley.launcher.metrics;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import java.util.Optional;

/**
 * The kinds of failure of a member in a round. There are few, since a metric must not have a time
 * series for each message.
 */
enum FailureCauses {
  /** Connections to its port are refused. */
  REFUSED,
  /** It did not answer in time. */
  TIMEOUT,
  /** It answered, but too slowly for a sample. */
  SLOW,
  /** It answered with an exception, or with invalid data. */
  ERROR,
  /** Its clock cannot be reconciled with the majority's. */
  FALSETICKER,
  /** It was not corrected. */
  UNCORRECTED;

  /** Returns the kind of a member's failure; empty if it was accepted or is a newcomer. */
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

  /** Returns the value of the metric's label. */
  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
