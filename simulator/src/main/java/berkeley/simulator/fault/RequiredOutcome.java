package berkeley.simulator.fault;

/** What has to become of a cluster under a fault, apart from keeping every invariant. */
public enum RequiredOutcome {
  /** Rounds go on as before, and no clock is affected. */
  ROUNDS_CONTINUE,
  /** The node is left out until it answers, then follows again; the others are unaffected. */
  READMITTED,
  /** The vote rejects the node's clock; honest errors bound how far the others move. */
  REJECTED,
  /** Error bounds grow by as much as is not known, and no interval is wrong. */
  WIDER_BOUNDS,
  /** Another node leads within a few leases; the old master, if it returns, follows. */
  NEW_MASTER,
  /** Nobody corrects a clock: all hold over until there is a majority again. */
  HOLDOVER,
  /** The node notices it, gives no interval until it is corrected, and steps forward at most. */
  NOTICED_BY_NODE
}
