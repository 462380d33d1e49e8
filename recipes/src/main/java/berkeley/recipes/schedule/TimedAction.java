package berkeley.recipes.schedule;

/** Something to do at planned instants. Called on the scheduler's thread, one after the other. */
@FunctionalInterface
public interface TimedAction {

  /** Does it. A long action delays those after it: hand it over to a thread of your own. */
  void fire(Firing firing);

  /** Is told of instants that were passed over; does nothing by default. */
  default void missed(MissedInstants missed) {}
}
