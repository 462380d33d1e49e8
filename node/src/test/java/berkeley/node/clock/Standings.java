package berkeley.node.clock;

import berkeley.api.NodeState;

/** Standings of clocks in tests. */
public final class Standings {

  /** A clock that gives an interval for good. */
  public static final Standing SHOWN =
      new Standing(NodeState.SYNCHRONISED, ErrorBound.FOR_GOOD_NANOS, true, 1, "m", 1, 1, false, 0);

  private Standings() {}
}
