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

  /**
   * Records the term that a member reports, also one that there cannot be: what a quorum reports
   * counts once the candidacy has failed.
   */
  void note(VoteReply reply) {
    if (answersPreVote(reply) || answersVote(reply)) {
      state.reportedTerms.put(reply.from().name(), reply.term());
      state.reportedLists.put(reply.from().name(), reply.membership());
    }
  }

  /**
   * Counts an answer, if it belongs to the present candidacy. A newer term ends no candidacy: one
   * member alone could keep all others from being elected.
   */
  void count(ElectionStep step, VoteReply reply) {
    state.answered.add(reply.from().name());
    transitions.learnFromPeer(step, reply.from(), reply.membership());
    transitions.hearOfEpoch(reply.epoch());
    transitions.markTermUsedWhileWaiting(reply.term());
    if (!reply.granted()) {
      return;
    }
    if (answersPreVote(reply)) {
      state.granted.add(reply.from().name());
      if (rules.isWon(state, step.nowNanos())) {
        stand(step);
      }
    } else if (answersVote(reply)) {
      state.granted.add(reply.from().name());
      witness(reply.from().name(), reply.phase());
      if (rules.isWon(state, step.nowNanos())) {
        masterDuties.begin(step);
      }
    }
  }

  /** Ends a candidacy that cannot be won any more. */
  void giveUpIfLost(ElectionStep step) {
    if (state.isCandidate() && rules.isLost(state, step.nowNanos())) {
      transitions.endCandidacy(step);
    }
  }

  private boolean answersPreVote(VoteReply reply) {
    return state.role == ElectionRole.PRE_CANDIDATE
        && reply.ballot() == Ballot.PRE_VOTE
        && reply.ballotTerm() == state.newestTerm() + 1;
  }

  private boolean answersVote(VoteReply reply) {
    return state.role == ElectionRole.CANDIDATE
        && reply.ballot() == Ballot.VOTE
        && reply.ballotTerm() == state.term();
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
    state.reportedTerms.clear();
    state.reportedLists.clear();
    state.newerList = Optional.empty();
  }

  private void ask(ElectionStep step, NavigableSet<String> whom, Ballot ballot, long term) {
    VoteRequest request =
        new VoteRequest(state.self, ballot, term, state.membership, rules.clock.epoch());
    whom.forEach(name -> step.emit(new ElectionAction.SendVoteRequest(name, request)));
  }
}
