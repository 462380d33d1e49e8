package berkeley.node.election;

import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Membership;
import java.util.List;
import java.util.Optional;

/** What a master does to stay master: its lease, heartbeats, the list of members. */
final class MasterDuties {

  private final ElectionState state;
  private final ElectionRules rules;
  private final ElectionTransitions transitions;

  MasterDuties(ElectionState state, ElectionRules rules, ElectionTransitions transitions) {
    this.state = state;
    this.rules = rules;
    this.transitions = transitions;
  }

  /** Takes up the mastership that this node has won: its lease begins with acknowledgements. */
  void begin(ElectionStep step) {
    state.role = ElectionRole.MASTER;
    state.fence.obey(state.term(), state.self.name(), state.self.incarnation());
    state.masterSinceNanos = step.nowNanos();
    state.leaseBegun = false;
    state.contactNanos.clear();
    announce(step, state.membership.confirmedBy(state.term()));
    beginLease(step);
    send(step);
  }

  private void beginLease(ElectionStep step) {
    if (!state.leaseBegun && rules.isAcknowledged(state, step.nowNanos())) {
      state.leaseBegun = true;
      step.emit(
          new ElectionAction.BecomeMaster(
              state.term(), rules.haveKeptRate(state, step.nowNanos())));
    }
  }

  /** Sends heartbeats with the list of members, after changing it if necessary. */
  void sendHeartbeats(ElectionStep step) {
    if (rules.mayRevise(state, step.nowNanos())) {
      revision(step).ifPresent(revised -> announce(step, revised));
    }
    send(step);
  }

  /**
   * Counts the answer to a heartbeat. One that refuses deposes nobody, whatever it says: a master
   * that too few acknowledge gives up by itself.
   */
  void count(ElectionStep step, HeartbeatReply reply) {
    transitions.learnFromPeer(step, reply.from(), reply.membership());
    if (state.role != ElectionRole.MASTER
        || reply.heartbeatTerm() != state.term()
        || !reply.accepted()) {
      return;
    }
    String name = reply.from().name();
    boolean isOfThisMastership = ElectionState.isPast(state.masterSinceNanos, reply.sentNanos());
    if (reply.binds()
        && isOfThisMastership
        && ElectionState.isPast(reply.sentNanos(), step.nowNanos())) {
      state.contactNanos.merge(
          name, reply.sentNanos(), (one, other) -> one - other > 0 ? one : other);
    }
    if (reply.membership().equals(state.membership)) {
      state.informed.add(name);
    }
    beginLease(step);
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

  private void announce(ElectionStep step, Membership membership) {
    state.informed.clear();
    state.informed.add(state.self.name());
    transitions.changeMembership(step, membership);
  }

  private void send(ElectionStep step) {
    Heartbeat heartbeat =
        new Heartbeat(
            state.self,
            state.term(),
            step.nowNanos(),
            state.membership,
            rules.clock.announcedPhase());
    state.audience().forEach(name -> step.emit(new ElectionAction.SendHeartbeat(name, heartbeat)));
    state.nextSendNanos = step.nowNanos() + rules.settings.heartbeatNanos();
  }
}
