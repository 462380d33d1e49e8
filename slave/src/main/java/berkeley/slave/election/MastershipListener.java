package berkeley.slave.election;

import java.util.List;

/** What a node does when it is chosen to lead, or is no longer. Called by one thread at a time. */
public interface MastershipListener {

  /** Begins to lead. */
  void lead(long term);

  /** Ends the mastership of that term. */
  void stepDown(long term);

  /** Takes note of another master. */
  void follow(long term, String master);

  /** Members that would make good masters, the best first. */
  List<String> successors();
}
