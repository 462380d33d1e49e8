package berkeley.node.election;

/**
 * What a node's clock knows of cluster time, as far as its election needs it. Asked at each event,
 * on the node's loop.
 */
public interface ClockKnowledge {

  /** Returns the epoch of cluster time that the node knows, 0 if it knows none. */
  long epoch();

  /**
   * Returns the phase that the node's newest correction belongs to, or that it leads in; 0 if it
   * has none, or if cluster time may be moved in it.
   */
  long phase();

  /** Returns the phase that a heartbeat of this node announces; 0 until it has begun to lead. */
  long announcedPhase();

  /** Returns whether the node may lead: its time is not in doubt. */
  boolean mayLead();

  /**
   * Returns whether others should lead if they can: this node slept, or contradicted its master,
   * and was not corrected since.
   */
  default boolean isInDoubt() {
    return false;
  }

  /** The knowledge of a clock that has just started. */
  ClockKnowledge NOTHING =
      new ClockKnowledge() {
        @Override
        public long epoch() {
          return 0;
        }

        @Override
        public long phase() {
          return 0;
        }

        @Override
        public long announcedPhase() {
          return 0;
        }

        @Override
        public boolean mayLead() {
          return true;
        }
      };
}
