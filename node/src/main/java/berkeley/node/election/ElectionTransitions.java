package berkeley.node.election;

import static berkeley.node.election.ElectionState.isPast;
import static java.util.Objects.requireNonNull;

import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The changes of state that several parts of the machine share, each with its announcement. */
final class ElectionTransitions {

  private final ElectionState state;
  private final ElectionRules rules;
  private final ElectionTimeout patience;

  ElectionTransitions(ElectionState state, ElectionRules rules, ElectionTimeout patience) {
    this.state = state;
    this.rules = rules;
    this.patience = patience;
  }

  /** Ends what time has ended. Comes before anything else is looked at. */
  void lapse(ElectionStep step) {
    forgetFarewells(step);
    switch (state.role) {
      case WAITING -> {
        if (rules.waitIsOver(state, step.nowNanos())) {
          takePart(step);
        }
      }
      case PRE_CANDIDATE, CANDIDATE -> {
        if (rules.candidacyIsOver(state, step.nowNanos())) {
          becomeFollower(step);
        }
      }
      case MASTER -> {
        if (isPast(rules.masterLeaseUntilNanos(state, step.nowNanos()), step.nowNanos())) {
          stepDown(step, StepDownReason.QUORUM_LOST);
        }
      }
      case FOLLOWER -> {
        // A follower's patience ends in a campaign, which must not begin before the event is read.
      }
    }
  }

  /** A farewell counts for a while only; see {@link ElectionRules}. */
  private void forgetFarewells(ElectionStep step) {
    if (!state.departed.isEmpty()) {
      long counts = rules.settings.farewellNanos();
      state
          .departed
          .keySet()
          .removeIf(
              name ->
                  isPast(requireNonNull(state.departedNanos.get(name)) + counts, step.nowNanos()));
      state.departedNanos.keySet().retainAll(state.departed.keySet());
    }
  }

  /** Ends the wait: from here on, votes are given in terms that are new to this life. */
  private void takePart(ElectionStep step) {
    state.role = ElectionRole.FOLLOWER;
    noteSpent(state.term);
    if (!state.following) {
      state.patienceUntilNanos = patience.atStart(step.nowNanos());
    }
  }

  /**
   * Notes a term of which this node hears while it waits: it may have voted in it. It does not move
   * to that term, or it would unseat a master by refusing it.
   */
  void noteWhileWaiting(long term) {
    if (state.role == ElectionRole.WAITING) {
      noteSpent(term);
    }
  }

  private void noteSpent(long term) {
    if (term > state.votedTerm) {
      state.votedTerm = term;
      state.votedFor = Optional.empty();
    }
  }

  /** Notes a sign of life; a new life under a name undoes the farewell of an older one. */
  void hear(ElectionStep step, MemberId from) {
    state.heardNanos.put(from.name(), step.nowNanos());
    state.departed.computeIfPresent(
        from.name(), (name, left) -> left == from.incarnation() ? left : null);
  }

  /** Takes over a newer list of members, or adds to one that no master has confirmed. */
  void learn(ElectionStep step, Membership other) {
    if (other.term() > state.term) {
      adoptTerm(step, other.term());
    }
    if (other.isNewerThan(state.membership)) {
      changeMembership(step, other);
    } else if (other.isAsNewAs(state.membership) && state.role != ElectionRole.MASTER) {
      changeMembership(step, state.membership.union(other));
    }
  }

  void changeMembership(ElectionStep step, Membership membership) {
    if (!membership.equals(state.membership)) {
      state.membership = membership;
      step.emit(new ElectionAction.MembershipChanged(membership));
    }
  }

  /** Takes over what discovery finds. */
  void discover(ElectionStep step, Set<String> names) {
    state.discovered = true;
    state.seen = new TreeSet<>(names);
    state.seen.remove(state.self.name());
    state.seen.removeAll(state.departed.keySet());
    if (!state.membership.isConfirmed()) {
      NavigableSet<String> members = new TreeSet<>(state.seen);
      if (state.electable) {
        members.add(state.self.name());
      }
      changeMembership(step, Membership.discovered(List.copyOf(members)));
    }
  }

  /** Leaves out a life that has said farewell. */
  void bury(ElectionStep step, MemberId left, long term) {
    if (left.name().equals(state.self.name())) {
      return;
    }
    if (term > state.term) {
      adoptTerm(step, term);
    }
    state.departed.put(left.name(), left.incarnation());
    state.departedNanos.put(left.name(), step.nowNanos());
    state.seen.remove(left.name());
    if (!state.membership.isConfirmed()) {
      changeMembership(
          step, Membership.discovered(state.membership.without(left.name()).members()));
    }
  }

  /** Moves to a newer term, whose master is not known yet. */
  void adoptTerm(ElectionStep step, long term) {
    if (state.role == ElectionRole.MASTER) {
      stepDown(step, StepDownReason.NEWER_TERM);
    } else if (state.role != ElectionRole.WAITING) {
      becomeFollower(step);
    }
    giveUpMaster(step);
    state.term = term;
    state.obeyed = "";
  }

  /** Obeys a master, which {@link ElectionRules#mayObey} has allowed. */
  void follow(ElectionStep step, long term, String master) {
    if (state.role == ElectionRole.MASTER) {
      stepDown(step, StepDownReason.NEWER_TERM);
    }
    boolean news = !state.following || term != state.term || !master.equals(state.obeyed);
    state.term = term;
    state.obeyed = master;
    state.following = true;
    if (state.role != ElectionRole.WAITING) {
      state.role = ElectionRole.FOLLOWER;
    }
    state.leaseUntilNanos = step.nowNanos() + rules.settings.leaseNanos();
    state.patienceUntilNanos = patience.afterHeartbeat(step.nowNanos());
    if (news) {
      step.emit(new ElectionAction.Follow(term, master));
    }
  }

  /** Counts on the master no longer, but remembers whom it obeyed in this term. */
  void giveUpMaster(ElectionStep step) {
    if (state.following) {
      state.following = false;
      step.emit(new ElectionAction.LoseMaster(state.term, state.obeyed));
    }
  }

  void stepDown(ElectionStep step, StepDownReason reason) {
    step.emit(new ElectionAction.StepDown(state.term, reason));
    becomeFollower(step);
  }

  /** Waits for another, and for a while leaves the field to it. */
  void becomeFollower(ElectionStep step) {
    state.role = ElectionRole.FOLLOWER;
    state.patienceUntilNanos = patience.afterAttempt(step.nowNanos());
  }
}
