package berkeley.master;

import berkeley.api.wire.TimeOrder;

/** The recipient of an operator's orders, while a node leads. Safe for use by several threads. */
public interface TimeOrderHandler {

  /**
   * Accepts an order; see {@link berkeley.api.wire.TimeOrderRemote#setTime}.
   *
   * @throws IllegalArgumentException if it would take too long
   * @throws IllegalStateException if it cannot be carried out at the moment
   */
  TimeOrder setTime(long changeNanos);

  /** Returns how far the newest order has come. */
  TimeOrder timeOrder();

  /** Leads a round at once; after the one under way, if there is one. */
  void roundNow();
}
