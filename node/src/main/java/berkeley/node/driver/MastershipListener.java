package berkeley.node.driver;

/** What a node does when it is chosen to lead, or is no longer. For the node's loop. */
public interface MastershipListener {

  /**
   * Begins to lead.
   *
   * @param term the number of the mastership
   * @param keptItsRate whether cluster time certainly kept its rate since it corrected this node
   */
  void lead(long term, boolean keptItsRate);

  /** Records that the mastership lasts until the given ticks at least. */
  default void prolong(long untilTicks) {
    // Who is not told asks at each round.
  }

  /** Ends the mastership of that term. */
  void stepDown(long term);

  /** Forgets cluster time, since most of those who shared it are gone for good. */
  default void forgetTime() {
    // Where a service chooses the master, it knows who is there.
  }

  /** Records the mastership of another node. */
  void follow(long term, String master);

  /**
   * Records a step of the election.
   *
   * @param step ELECTED, STEPPED_DOWN, FOLLOWING or MASTER_SILENT
   * @param master the master that it is about
   */
  void electionStep(long term, String step, String master);
}
