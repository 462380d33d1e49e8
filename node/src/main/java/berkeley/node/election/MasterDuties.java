package berkeley.node.election;

import berkeley.api.wire.Handover;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Membership;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a master does to stay master: heartbeats, the list of members, the handover. */
final class MasterDuties {

  private final ElectionState state;
  private final ElectionRules rules;
  private final ElectionTransitions transitions;

  MasterDuties(ElectionState state, ElectionRules rules, ElectionTransitions transitions) {
    this.state = state;
    this.rules = rules;
    this.transitions = transitions;
  }

  /** Begins to lead. The votes count as the first contact, dated by when they were requested. */
  void begin(ElectionStep step) {
    state.role = ElectionRole.MASTER;
    state.obeyed = state.self.name();
    state.masterSinceNanos = step.nowNanos();
    state.contactNanos.clear();
    state.granted.forEach(name -> state.contactNanos.put(name, state.candidateSinceNanos));
    step.emit(new ElectionAction.BecomeMaster(state.term));
    announce(step, state.membership.confirmedBy(state.term));
    send(step);
  }

  /** Sends heartbeats with the list of members, after changing it if necessary. */
  void sendHeartbeats(ElectionStep step) {
    if (rules.mayRevise(state)) {
      revision(step).ifPresent(revised -> announce(step, revised));
    }
    send(step);
  }

  /** Counts the answer to a heartbeat. */
  void count(ElectionStep step, HeartbeatReply reply) {
    if (reply.term() > state.term) {
      transitions.adoptTerm(step, reply.term());
    }
    transitions.learn(step, reply.membership());
    if (state.role != ElectionRole.MASTER || reply.heartbeatTerm() != state.term) {
      return;
    }
    if (!reply.accepted()) {
      if (reply.term() == state.term) {
        transitions.stepDown(step, StepDownReason.REFUSED);
      }
      return;
    }
    String name = reply.from().name();
    if (ElectionState.isPast(reply.sentNanos(), step.nowNanos())) {
      state.contactNanos.merge(
          name, reply.sentNanos(), (one, other) -> one - other > 0 ? one : other);
    }
    if (reply.membership().equals(state.membership)) {
      state.informed.add(name);
    }
  }

  /** Steps down and names a successor, if a member has answered recently. */
  void handOver(ElectionStep step, List<String> successors) {
    Stream<String> others = state.peers().stream().sorted(Comparator.comparing(this::contactAge));
    Optional<String> successor =
        Stream.concat(successors.stream().filter(state.peers()::contains), others)
            .filter(name -> isInContact(step, name))
            .findFirst();
    transitions.stepDown(step, StepDownReason.ASKED);
    successor.ifPresent(
        name ->
            step.emit(new ElectionAction.SendHandover(name, new Handover(state.self, state.term))));
  }

  /** Returns the next list: without a member that left or died, or with a new one. */
  private Optional<Membership> revision(ElectionStep step) {
    List<String> members = state.membership.members();
    Optional<Membership> fewer =
        members.stream()
            .filter(name -> !name.equals(state.self.name()))
            .filter(
                name ->
                    state.departed.containsKey(name)
                        || rules.isExpired(state, name, step.nowNanos()))
            .findFirst()
            .map(state.membership::without);
    return fewer.or(
        () ->
            state.audience().stream()
                .filter(name -> !members.contains(name) && isInContact(step, name))
                .findFirst()
                .map(state.membership::with));
  }

  private boolean isInContact(ElectionStep step, String name) {
    return state.contactNanos.containsKey(name)
        && step.nowNanos() - state.contactNanos.get(name) < rules.settings.masterLeaseNanos();
  }

  private long contactAge(String name) {
    return state.masterSinceNanos - state.contactNanos.getOrDefault(name, state.masterSinceNanos);
  }

  private void announce(ElectionStep step, Membership membership) {
    state.informed.clear();
    state.informed.add(state.self.name());
    transitions.changeMembership(step, membership);
  }

  private void send(ElectionStep step) {
    Heartbeat heartbeat = new Heartbeat(state.self, state.term, step.nowNanos(), state.membership);
    state.audience().forEach(name -> step.emit(new ElectionAction.SendHeartbeat(name, heartbeat)));
    state.nextSendNanos = step.nowNanos() + rules.settings.heartbeatNanos();
  }
}
