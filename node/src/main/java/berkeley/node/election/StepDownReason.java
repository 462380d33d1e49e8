package berkeley.node.election;

/** Why a mastership ended. */
public enum StepDownReason {
  /** No quorum has answered within the lease: the network is split, or this process slept. */
  QUORUM_LOST,
  /** A newer term exists. */
  NEWER_TERM,
  /** Another master leads in the same term, so neither may: only possible without a majority. */
  REFUSED,
  /** It was asked to step down, by an operator or because its process ends. */
  ASKED
}
