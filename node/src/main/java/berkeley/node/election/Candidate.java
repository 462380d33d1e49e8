package berkeley.node.election;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import java.util.NavigableSet;
import java.util.Optional;

/** A node's way to mastership: the recovery query, the pre-vote, the vote. */
final class Candidate {

  private final ElectionState state;
  private final ElectionRules rules;
  private final ElectionTransitions transitions;
  private final MasterDuties masterDuties;

  Candidate(
      ElectionState state,
      ElectionRules rules,
      ElectionTransitions transitions,
      MasterDuties masterDuties) {
    this.state = state;
    this.rules = rules;
    this.transitions = transitions;
    this.masterDuties = masterDuties;
  }

  /** Sends the recovery query to the nodes that have not answered yet. */
  void sendRecoveryQuery(ElectionStep step) {
    ask(step, state.unanswered(), Ballot.RECOVERY_QUERY, state.newestTerm());
    state.nextSendNanos = step.nowNanos() + rules.settings.recoveryQueryNanos();
  }

  /** Asks whether this node would be elected. No term is raised, not even this node's. */
  void startPreVote(ElectionStep step) {
    state.role = ElectionRole.PRE_CANDIDATE;
    begin(step);
    if (rules.isWon(state, step.nowNanos())) {
      stand(step);
    } else {
      ask(step, state.peers(), Ballot.PRE_VOTE, state.newestTerm() + 1);
    }
  }

  /** Stands for election in the next term, with this node's own vote. */
  private void stand(ElectionStep step) {
    transitions.giveUpMaster(step);
    state.role = ElectionRole.CANDIDATE;
    state.fence.adopt(state.newestTerm() + 1);
    state.votedTerm = state.term();
    state.votedFor = Optional.of(state.self);
    state.witnessedPhase = rules.clock.phase();
    state.witnesses.clear();
    witness(state.self.name(), state.boundPhase);
    begin(step);
    if (rules.isWon(state, step.nowNanos())) {
      masterDuties.begin(step);
    } else {
      ask(step, state.peers(), Ballot.VOTE, state.term());
    }
  }

  /** Counts an answer, if it belongs to the present candidacy. */
  void count(ElectionStep step, VoteReply reply) {
    state.answered.add(reply.from().name());
    transitions.learnFromPeer(step, reply.membership());
    transitions.hearOfEpoch(reply.epoch());
    transitions.markTermUsedWhileWaiting(reply.term());
    if (reply.term() > state.term() && state.role != ElectionRole.WAITING) {
      transitions.adoptTerm(step, reply.term());
    }
    if (!reply.granted()) {
      return;
    }
    if (state.role == ElectionRole.PRE_CANDIDATE
        && reply.ballot() == Ballot.PRE_VOTE
        && reply.ballotTerm() == state.newestTerm() + 1) {
      state.granted.add(reply.from().name());
      if (rules.isWon(state, step.nowNanos())) {
        stand(step);
      }
    } else if (state.role == ElectionRole.CANDIDATE
        && reply.ballot() == Ballot.VOTE
        && reply.ballotTerm() == state.term()) {
      state.granted.add(reply.from().name());
      witness(reply.from().name(), reply.phase());
      if (rules.isWon(state, step.nowNanos())) {
        masterDuties.begin(step);
      }
    }
  }

  /** Counts a voter that has been bound by no other phase than this node's own: one of 0 forgot. */
  private void witness(String voter, long boundPhase) {
    if (boundPhase != 0 && boundPhase == state.witnessedPhase) {
      state.witnesses.add(voter);
    }
  }

  private void begin(ElectionStep step) {
    state.candidateSinceNanos = step.nowNanos();
    state.granted.clear();
    state.granted.add(state.self.name());
  }

  private void ask(ElectionStep step, NavigableSet<String> whom, Ballot ballot, long term) {
    VoteRequest request =
        new VoteRequest(state.self, ballot, term, state.membership, rules.clock.epoch());
    whom.forEach(name -> step.emit(new ElectionAction.SendVoteRequest(name, request)));
  }
}
