package berkeley.node.election;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import java.util.Optional;

/** Handles the requests of candidates. */
final class VoteRequestHandler {

  private final ElectionState state;
  private final ElectionRules rules;
  private final ElectionTransitions transitions;
  private final ElectionTimeout timeout;

  VoteRequestHandler(
      ElectionState state,
      ElectionRules rules,
      ElectionTransitions transitions,
      ElectionTimeout timeout) {
    this.state = state;
    this.rules = rules;
    this.transitions = transitions;
    this.timeout = timeout;
  }

  /** Answers a vote, a pre-vote or a recovery query. */
  void answer(ElectionStep step, VoteRequest request) {
    transitions.learnFromPeer(step, request.from(), request.membership());
    transitions.hearOfEpoch(request.epoch());
    transitions.markTermUsedWhileWaiting(
        request.ballot() == Ballot.PRE_VOTE ? request.term() - 1 : request.term());
    boolean granted =
        switch (request.ballot()) {
          case RECOVERY_QUERY -> false;
          case PRE_VOTE -> preVote(step, request);
          case VOTE -> vote(step, request);
        };
    reply(step, request, granted);
  }

  /** Refuses a request of another process under this node's own name. */
  void refuse(ElectionStep step, VoteRequest request) {
    reply(step, request, false);
  }

  /**
   * Answers a pre-vote. If it is granted, this node postpones its own candidacy. Of two nodes that
   * ask at the same time, the one whose name comes first goes on.
   */
  private boolean preVote(ElectionStep step, VoteRequest request) {
    boolean rival = state.role == ElectionRole.PRE_CANDIDATE;
    if (!rules.mayPreVote(state, request, step.nowNanos())
        || (rival && state.self.name().compareTo(request.from().name()) < 0)) {
      return false;
    }
    if (rival) {
      transitions.becomeFollower(step);
    } else {
      postponeCandidacy(step);
    }
    return true;
  }

  private boolean vote(ElectionStep step, VoteRequest request) {
    if (request.term() > state.term()
        && !rules.isPledgedElsewhere(state, request.from(), step.nowNanos())) {
      transitions.adoptTerm(step, request.term());
    }
    if (!rules.mayVote(state, request, step.nowNanos())) {
      return false;
    }
    if (state.role == ElectionRole.PRE_CANDIDATE) {
      transitions.becomeFollower(step);
    }
    state.votedTerm = request.term();
    state.votedFor = Optional.of(request.from());
    postponeCandidacy(step);
    return true;
  }

  private void postponeCandidacy(ElectionStep step) {
    long later = timeout.afterAttempt(step.nowNanos());
    if (later - state.standsAtNanos > 0) {
      state.standsAtNanos = later;
    }
  }

  private void reply(ElectionStep step, VoteRequest request, boolean granted) {
    Ballot ballot = request.ballot();
    step.emit(
        new ElectionAction.AnswerVote(
            new VoteReply(
                state.self,
                ballot,
                request.term(),
                granted,
                state.newestTerm(),
                state.membership,
                rules.clock.epoch(),
                state.boundPhase)));
  }
}
