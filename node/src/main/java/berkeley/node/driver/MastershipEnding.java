package berkeley.node.driver;

import berkeley.api.wire.StaleTermException;

/** How a mastership ended. */
public sealed interface MastershipEnding {

  /** All rounds asked for are done. */
  record Done() implements MastershipEnding {}

  /**
   * Most members obey another master.
   *
   * @param refusal what one of them said
   */
  record Deposed(StaleTermException refusal) implements MastershipEnding {}

  /**
   * A majority of the members contradicts the master: its own counter has gone wrong.
   *
   * @param reason how many do
   */
  record Overruled(String reason) implements MastershipEnding {}

  /** Closed by its owner, or no longer authorised. */
  record Closed() implements MastershipEnding {}
}
