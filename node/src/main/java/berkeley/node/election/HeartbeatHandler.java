package berkeley.node.election;

import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;

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

  /** Answers a heartbeat, and follows its sender if the rules allow it. */
  void answer(ElectionStep step, Heartbeat heartbeat) {
    String master = heartbeat.from().name();
    long incarnation = heartbeat.from().incarnation();
    boolean accepted = rules.mayObey(state, heartbeat.term(), master, incarnation);
    boolean binds = false;
    if (accepted) {
      transitions.follow(step, heartbeat.term(), master, incarnation);
      transitions.learn(step, heartbeat.membership());
      binds = transitions.bind(step, heartbeat);
    }
    reply(step, heartbeat, accepted, binds);
  }

  /** Refuses a heartbeat of another process under this node's own name. */
  void refuse(ElectionStep step, Heartbeat heartbeat) {
    reply(step, heartbeat, false, false);
  }

  /** Answers a correction: its sender is obeyed as that of a heartbeat, and binds nobody. */
  void correction(ElectionStep step, long term, String master, long incarnation) {
    boolean accepted = rules.mayObey(state, term, master, incarnation);
    if (accepted && !master.equals(state.self.name())) {
      transitions.follow(step, term, master, incarnation);
    }
    step.emit(new ElectionAction.AnswerCorrection(accepted, state.term(), state.obeyed()));
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
