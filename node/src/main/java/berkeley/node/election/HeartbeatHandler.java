package berkeley.node.election;

import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.MemberId;

/** Handles heartbeats and corrections of masters. */
final class HeartbeatHandler {

  private final ElectionState state;
  private final ElectionRules rules;
  private final ElectionTransitions transitions;

  HeartbeatHandler(ElectionState state, ElectionRules rules, ElectionTransitions transitions) {
    this.state = state;
    this.rules = rules;
    this.transitions = transitions;
  }

  /**
   * Answers a heartbeat, and follows its sender if the rules allow it. Another process under this
   * node's own name is refused.
   */
  void answer(ElectionStep step, Heartbeat heartbeat) {
    MemberId master = heartbeat.from();
    boolean accepted = false;
    boolean binds = false;
    if (!master.name().equals(state.self.name())) {
      transitions.hear(step, master);
      accepted =
          ElectionRules.isWellFormed(heartbeat)
              && mayObey(step, heartbeat.term(), master.name(), master.incarnation());
    }
    if (accepted) {
      transitions.follow(step, heartbeat.term(), master.name(), master.incarnation());
      transitions.learn(step, heartbeat.membership());
      binds = transitions.bind(step, heartbeat);
    }
    reply(step, heartbeat, accepted, binds);
  }

  /** Answers a correction: its sender is obeyed as that of a heartbeat, and binds nobody. */
  void correction(ElectionStep step, long term, String master, long incarnation) {
    boolean accepted = mayObey(step, term, master, incarnation);
    if (accepted && !master.equals(state.self.name())) {
      transitions.follow(step, term, master, incarnation);
    }
    step.emit(new ElectionAction.AnswerCorrection(accepted, state.term(), state.obeyed()));
  }

  private boolean mayObey(ElectionStep step, long term, String master, long incarnation) {
    if (transitions.outlastsOthers(step, term, master, incarnation)) {
      transitions.moveTo(step, term);
    }
    return rules.mayObey(state, term, master, incarnation, step.nowNanos());
  }

  private void reply(ElectionStep step, Heartbeat heartbeat, boolean accepted, boolean binds) {
    step.emit(
        new ElectionAction.AnswerHeartbeat(
            new HeartbeatReply(
                state.self,
                heartbeat.term(),
                heartbeat.sentNanos(),
                accepted,
                state.term(),
                state.membership,
                binds)));
  }
}
