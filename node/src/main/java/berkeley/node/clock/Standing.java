package berkeley.node.clock;

import berkeley.api.NodeState;

/**
 * What a clock says of itself besides its time, published with it: so time, bound, state and
 * mastership of a reading belong to one tick.
 *
 * @param state as of the publication; SYNCHRONISED becomes HOLDOVER by time alone
 * @param holdoverFromTicks when that happens, local ticks
 * @param isShown whether the interval may be given
 * @param term the mastership that set it, 0 before the first
 * @param master that master's name
 * @param epoch the epoch of cluster time that it follows, 0 for none
 * @param phase the phase of cluster time that it was told of last, 0 for none
 * @param isMoving whether cluster time may be moved in that phase
 * @param disruptions how often this process slept, found its readings contradictory, or was brought
 *     forward at once
 */
public record Standing(
    NodeState state,
    long holdoverFromTicks,
    boolean isShown,
    long term,
    String master,
    long epoch,
    long phase,
    boolean isMoving,
    long disruptions) {

  /** The standing of a node that has just started. */
  public static final Standing NEWCOMER =
      new Standing(NodeState.NEWCOMER, 0, false, 0, "", 0, 0, true, 0);

  /** Returns the state at the given ticks. */
  public NodeState stateAt(long ticks) {
    return state == NodeState.SYNCHRONISED && ticks - holdoverFromTicks > 0
        ? NodeState.HOLDOVER
        : state;
  }

  /** Returns whether cluster time is known, whether or not it is shown. */
  public boolean isKnown() {
    return epoch != 0 && state != NodeState.CONTRADICTED;
  }

  /** Returns the standing after one more disruption. */
  public Standing disrupted(NodeState after) {
    return new Standing(
        after, holdoverFromTicks, isShown, term, master, epoch, phase, isMoving, disruptions + 1);
  }

  /** Returns the standing of a clock that knows no cluster time any more. */
  public Standing forgotten() {
    return new Standing(
        state == NodeState.NEWCOMER ? state : NodeState.CONTRADICTED,
        holdoverFromTicks,
        false,
        term,
        master,
        epoch,
        phase,
        true,
        disruptions + 1);
  }

  /** Returns the standing in another epoch. */
  public Standing inEpoch(long newEpoch) {
    return new Standing(
        state, holdoverFromTicks, isShown, term, master, newEpoch, phase, isMoving, disruptions);
  }

  /** Returns the standing in another phase. */
  public Standing inPhase(long newPhase, boolean mayMove) {
    return new Standing(
        state, holdoverFromTicks, isShown, term, master, epoch, newPhase, mayMove, disruptions);
  }

  /** Returns the standing once an interval may be shown: a majority holds the epoch. */
  public Standing held() {
    return new Standing(
        state == NodeState.NEWCOMER ? NodeState.SYNCHRONISED : state,
        holdoverFromTicks,
        true,
        term,
        master,
        epoch,
        phase,
        isMoving,
        disruptions);
  }

  /** Returns the standing with an interval shown or not. */
  public Standing shown(boolean whether) {
    return new Standing(
        state, holdoverFromTicks, whether, term, master, epoch, phase, isMoving, disruptions);
  }

  /** Returns the standing of a clock that is current until the given ticks, also after a stop. */
  public Standing current(long untilTicks) {
    return new Standing(
        state == NodeState.SUSPENDED ? NodeState.SYNCHRONISED : state,
        untilTicks,
        isShown,
        term,
        master,
        epoch,
        phase,
        isMoving,
        disruptions);
  }
}
