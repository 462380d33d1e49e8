package berkeley.recipes.schedule;

/** Something to do at planned instants. Called on the scheduler's thread, one after the other. */
@FunctionalInterface
public interface TimedAction {

  /**
   * Does it. A long action delays those after it: hand it over to a thread of your own.
   *
   * @param firing what it was planned for, and what is known of the time now
   */
  void fire(Firing firing);

  /**
   * Is told of instants that were passed over; does nothing by default.
   *
   * @param missed all of them since it last began or missed any
   */
  default void missed(MissedInstants missed) {}
}
