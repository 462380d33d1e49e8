package berkeley.node.election;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.OvertakenException;
import berkeley.api.wire.StaleTermException;

/**
 * Remembers a node's newest term and its master, and decides which corrections the node obeys: that
 * term's, of one life of one master, each round once.
 *
 * <p><b>Problem.</b> A call can fail at the caller and still have run; a master can be stopped for
 * an hour and resume in the middle of a round; it can be killed, and started again so quickly that
 * it leads in the same term under the same name. None of that may move a clock twice, or for a
 * master that has been replaced.
 *
 * <p><b>Idea.</b> A fencing token (as in Lamport's ballots): terms rise at a node, within a term
 * only rounds that rise are applied, and the first life of the first master heard in a term is the
 * only one for that term. A term that has no master, since somebody raised it who was not entitled,
 * is left once the members or the only master there is have stayed in another one for a while. A
 * node has one fence: where it takes part in an election, that moves the term and names the master
 * here, so the two cannot disagree. For one thread, save for {@link #term}.
 */
public final class TermFence {

  /** How many rounds of the only master that there is are refused for their term. */
  static final int ROUNDS_REFUSED = 4;

  /** Written by one thread; others read it for their logs. */
  private volatile long term;

  private String master = "";

  /** Which life of the master, 0 while that is not known. */
  private long incarnation;

  private long round = -1;

  /** The mastership that was refused last, and its newest round. */
  private String refusedMaster = "";

  private long refusedIncarnation;
  private long refusedRound = -1;

  /** How many rounds of it have been refused since a correction was obeyed. */
  private int refusedRounds;

  private long applied;
  private long refused;

  /**
   * Checks a correction, and records it.
   *
   * @throws StaleTermException if it is of an older term, or of a second master, or a second life
   *     of one, in this term
   * @throws OvertakenException if it or a later one of its mastership has been recorded already
   */
  public void accept(Adjustment adjustment) {
    if (isForeign(adjustment) && outlasts(adjustment)) {
      stepBack(adjustment.term());
    }
    hear(adjustment.term(), adjustment.master(), adjustment.incarnation());
    if (adjustment.round() <= round) {
      throw new OvertakenException(
          "round %d of term %d comes after round %d"
              .formatted(adjustment.round(), adjustment.term(), round));
    }
    round = adjustment.round();
    refusedRounds = 0;
    applied++;
  }

  private boolean isForeign(Adjustment adjustment) {
    return adjustment.term() < term
        || !TermLimit.isPlausible(adjustment.term(), term)
        || (adjustment.term() == term
            && isContested(adjustment.master(), adjustment.incarnation()));
  }

  /**
   * Returns whether so many rounds of this mastership have been refused, and none of another one
   * obeyed meanwhile, that nobody leads in the term that this node is in, whoever raised it. For
   * nodes without an election, which would know otherwise.
   */
  private boolean outlasts(Adjustment adjustment) {
    boolean same =
        adjustment.master().equals(refusedMaster) && adjustment.incarnation() == refusedIncarnation;
    if (!same) {
      refusedMaster = adjustment.master();
      refusedIncarnation = adjustment.incarnation();
      refusedRound = -1;
      refusedRounds = 0;
    }
    if (adjustment.round() > refusedRound) {
      refusedRound = adjustment.round();
      refusedRounds++;
    }
    return refusedRounds > ROUNDS_REFUSED;
  }

  /**
   * Records a mastership.
   *
   * @param newIncarnation which life of the master, 0 if that is not known
   * @throws StaleTermException if it is older than the one obeyed, or another one of the same term,
   *     or a term that there cannot be yet
   */
  public void hear(long newTerm, String newMaster, long newIncarnation) {
    if (!TermLimit.isPlausible(newTerm, term)
        || newTerm < term
        || (newTerm == term && isContested(newMaster, newIncarnation))) {
      refused++;
      throw new StaleTermException(newTerm, term, master);
    }
    obey(newTerm, newMaster, newIncarnation);
  }

  /** Goes back to an older term, that others have not left, and whose master is not known. */
  void stepBack(long olderTerm) {
    term = olderTerm;
    master = "";
    incarnation = 0;
    round = -1;
  }

  /** Records a newer term, whose master is not known yet. */
  void adopt(long newTerm) {
    obey(newTerm, "", 0);
  }

  /**
   * Records a mastership that the election has allowed.
   *
   * @param newTerm the present term or a newer one
   * @param newMaster the one of that term
   * @param newIncarnation which life of the master, 0 if that is not known
   */
  void obey(long newTerm, String newMaster, long newIncarnation) {
    if (newTerm > term) {
      term = newTerm;
      master = newMaster;
      incarnation = newIncarnation;
      round = -1;
    }
    // What a sender without a name did counts for nothing once the master gives its own.
    if (master.isEmpty() && !newMaster.isEmpty()) {
      master = newMaster;
      round = -1;
    }
    if (incarnation == 0 && newIncarnation != 0) {
      incarnation = newIncarnation;
      round = -1;
    }
  }

  /** Returns whether a life of a master cannot be the one that is obeyed in this term. */
  private boolean isContested(String newMaster, long newIncarnation) {
    boolean named = !master.isEmpty() && !newMaster.isEmpty();
    boolean lives = incarnation != 0 && newIncarnation != 0;
    return (named && !newMaster.equals(master)) || (lives && newIncarnation != incarnation);
  }

  /** Returns the newest term seen, 0 before the first. */
  public long term() {
    return term;
  }

  /** Returns the master of that term, empty while it is not known. */
  public String master() {
    return master;
  }

  /** Returns which life of the master, 0 while that is not known. */
  long incarnation() {
    return incarnation;
  }

  /** Returns a copy. */
  TermFence copy() {
    TermFence copy = new TermFence();
    copy.term = term;
    copy.master = master;
    copy.incarnation = incarnation;
    copy.round = round;
    copy.refusedMaster = refusedMaster;
    copy.refusedIncarnation = refusedIncarnation;
    copy.refusedRound = refusedRound;
    copy.refusedRounds = refusedRounds;
    copy.applied = applied;
    copy.refused = refused;
    return copy;
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
