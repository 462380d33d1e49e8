package berkeley.slave.monitoring;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of failure of a member in a round, for metrics. There are few, since a metric must not
 * have a time series for each message.
 */
public enum FailureCause {
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

  /**
   * Tells the kind of a member's failure from its report.
   *
   * @param member what a round reports of it
   * @return empty if it was accepted or is a newcomer
   */
  public static Optional<FailureCause> of(MemberReport member) {
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

  private static FailureCause ofSilence(String reason) {
    if (reason.startsWith("no probe within")) {
      return SLOW;
    }
    if (reason.contains("ConnectException")) {
      return REFUSED;
    }
    return reason.contains("Timeout") || reason.contains("deadline") ? TIMEOUT : ERROR;
  }

  /** {@return the value of the metric's label} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
