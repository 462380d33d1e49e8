package berkeley.node;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.StaleTermException;

/**
 * Decides which corrections a node obeys: the newest term's, of one master, each round once.
 *
 * <p><b>Problem.</b> A call can fail at the caller and still have run; a master can be stopped for
 * an hour and resume in the middle of a round. Neither may move a clock twice, or for a master that
 * has been replaced.
 *
 * <p><b>Idea.</b> A fencing token (as in Lamport's ballots): terms only rise at a node, within a
 * term only rounds that rise are applied, and the first master heard in a term is the only one for
 * that term. For one thread, save for {@link #term}.
 */
public final class TermFence {

  /** Written by one thread; others read it for their logs. */
  private volatile long term;

  private String master = "";
  private long round = -1;
  private long applied;
  private long refused;

  /**
   * Checks a correction, and records it if it is new.
   *
   * @return true to apply it; false if it or a later one of its term has been applied already
   * @throws StaleTermException if it is of an older term, or of a second master in this term
   */
  public boolean accept(Adjustment adjustment) {
    hear(adjustment.term(), adjustment.master());
    if (adjustment.round() <= round) {
      return false;
    }
    round = adjustment.round();
    applied++;
    return true;
  }

  /**
   * Records a mastership.
   *
   * @throws StaleTermException if it is older than the one obeyed, or another one of the same term
   */
  public void hear(long newTerm, String newMaster) {
    boolean named = !master.isEmpty() && !newMaster.isEmpty();
    boolean contested = newTerm == term && named && !newMaster.equals(master);
    if (newTerm < term || contested) {
      refused++;
      throw new StaleTermException(newTerm, term, master);
    }
    if (newTerm > term) {
      term = newTerm;
      master = newMaster;
      round = -1;
    } else if (master.isEmpty()) {
      master = newMaster;
    }
  }

  /** Returns the newest term seen, 0 before the first. */
  public long term() {
    return term;
  }

  /** Returns the master of that term, empty while it is not known. */
  public String master() {
    return master;
  }

  /** Returns how many corrections were accepted. */
  public long applied() {
    return applied;
  }

  /** Returns how many corrections were refused for their term. */
  public long refused() {
    return refused;
  }
}
