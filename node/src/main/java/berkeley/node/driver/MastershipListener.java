package berkeley.node.driver;

import java.util.List;

/** What a node does when it is chosen to lead, or is no longer. For the node's loop. */
public interface MastershipListener {

  /** Begins to lead. */
  void lead(long term);

  /** Ends the mastership of that term. */
  void stepDown(long term);

  /** Records the mastership of another node. */
  void follow(long term, String master);

  /**
   * Records a step of the election.
   *
   * @param step ELECTED, STEPPED_DOWN, FOLLOWING or MASTER_SILENT
   * @param master the master that it is about
   */
  void electionStep(long term, String step, String master);

  /** Returns the members that would make good masters, the best first. */
  List<String> successors();
}
