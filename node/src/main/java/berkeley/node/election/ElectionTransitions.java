package berkeley.node.election;

import static berkeley.node.election.ElectionState.isPast;
import static java.util.Objects.requireNonNull;

import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The changes of state that several parts of the machine share, with the actions that follow. */
final class ElectionTransitions {

  private final ElectionState state;
  private final ElectionRules rules;
  private final ElectionTimeout timeout;

  ElectionTransitions(ElectionState state, ElectionRules rules, ElectionTimeout timeout) {
    this.state = state;
    this.rules = rules;
    this.timeout = timeout;
  }

  /** Ends roles and waits whose time is over. Called before an event is handled. */
  void lapse(ElectionStep step) {
    expireLeaveNotices(step);
    switch (state.role) {
      case WAITING -> {
        if (rules.waitIsOver(state, step.nowNanos())) {
          takePart(step);
        }
      }
      case PRE_CANDIDATE, CANDIDATE -> {
        if (rules.candidacyIsOver(state, step.nowNanos())) {
          endCandidacy(step);
        }
      }
      case MASTER -> {
        if (isPast(rules.masterLeaseUntilNanos(state, step.nowNanos()), step.nowNanos())) {
          stepDown(step, StepDownReason.QUORUM_LOST);
        }
      }
      case FOLLOWER -> {
        // A follower's timeout begins a candidacy, which must not happen before the event is
        // handled.
      }
    }
  }

  /** Drops notices of leave that no longer count; see {@link ElectionRules}. */
  private void expireLeaveNotices(ElectionStep step) {
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

  /** Ends the wait: from here on, this node votes in terms that are new to this incarnation. */
  private void takePart(ElectionStep step) {
    state.role = ElectionRole.FOLLOWER;
    markTermUsed(state.term());
    if (!state.following) {
      state.standsAtNanos = timeout.atStart(step.nowNanos());
    }
  }

  /**
   * Records a term that this node hears of while it waits: it may have voted in it. It does not
   * adopt that term, or it would depose a master by refusing it.
   */
  void markTermUsedWhileWaiting(long term) {
    if (state.role == ElectionRole.WAITING) {
      markTermUsed(term);
    }
  }

  private void markTermUsed(long term) {
    if (term > state.votedTerm) {
      state.votedTerm = term;
      state.votedFor = Optional.empty();
    }
  }

  /**
   * Records that a node is alive; a new incarnation cancels the notice of leave of an older one.
   */
  void hear(ElectionStep step, MemberId from) {
    state.heardNanos.put(from.name(), step.nowNanos());
    state.departed.computeIfPresent(
        from.name(), (name, left) -> left == from.incarnation() ? left : null);
  }

  /**
   * Learns the list of a node that is not the obeyed master. While there is a master, that alone
   * changes the list of its term: anybody could announce a list without the others otherwise. A
   * node that has just started knows no such list yet, and takes what it is told. One of a newer
   * term is not heard of by a node that is pledged to another, and by a candidate only once its
   * candidacy has failed.
   */
  void learnFromPeer(ElectionStep step, MemberId from, Membership other) {
    boolean hasMaster = state.role == ElectionRole.MASTER || state.following;
    boolean isSettled = hasMaster && state.membership.isConfirmed() && other.isConfirmed();
    if (other.term() <= state.term()) {
      if (!isSettled) {
        learn(step, other);
      }
    } else if (state.isCandidate()) {
      state.newerList =
          state.newerList.filter(known -> !other.isNewerThan(known)).or(() -> Optional.of(other));
    } else if (!rules.isPledgedElsewhere(state, from, step.nowNanos())) {
      learn(step, other);
    }
  }

  /**
   * Adopts a newer list of members, or merges two that no master has confirmed. A list that
   * discovery contradicts is not adopted.
   */
  void learn(ElectionStep step, Membership other) {
    if (!rules.isBorneOut(state, other, step.nowNanos())) {
      return;
    }
    if (other.term() > state.term()) {
      adoptTerm(step, other.term());
    }
    boolean isAbandoned = state.abandoned.filter(old -> !other.isNewerThan(old)).isPresent();
    if (isAbandoned && other.isConfirmed()) {
      return;
    }
    if (other.isNewerThan(state.membership)) {
      changeMembership(step, other);
    } else if (other.isAsNewAs(state.membership) && state.role != ElectionRole.MASTER) {
      changeMembership(step, state.membership.union(other));
    }
  }

  /** Records an epoch that another node knows. */
  void hearOfEpoch(long epoch) {
    if (epoch != 0) {
      state.knownEpoch = epoch;
    }
  }

  /** Sets the list of members, and emits the change if it is one. */
  void changeMembership(ElectionStep step, Membership membership) {
    if (!membership.equals(state.membership)) {
      state.membership = membership;
      step.emit(new ElectionAction.MembershipChanged(membership));
    }
  }

  /**
   * Gives up a list of members of which no registry has known a majority for a while, so that a
   * cluster all of which was replaced can elect again. What is elected then begins another epoch,
   * since those who are unknown here may lead elsewhere: whoever still knows cluster time waits
   * longer, and forgets it.
   */
  private void abandonIfUnknown(ElectionStep step, Set<String> names) {
    if (state.abandoned.filter(old -> isAlive(old, names)).isPresent()) {
      // Those who did not give it up would never elect with this node otherwise.
      state.abandoned = Optional.empty();
    }
    boolean isUnknown =
        state.membership.isConfirmed()
            && state.role != ElectionRole.MASTER
            && !state.following
            && !isAlive(state.membership, names);
    if (!isUnknown) {
      state.unknownSinceNanos = Optional.empty();
      return;
    }
    long since = state.unknownSinceNanos.orElse(step.nowNanos());
    state.unknownSinceNanos = Optional.of(since);
    boolean knowsTime = rules.clock.epoch() != 0;
    boolean mostAreGone = 2 * known(state.membership, names) < state.membership.members().size();
    long limitNanos =
        knowsTime || !mostAreGone
            ? rules.settings.memberExpiryNanos()
            : rules.settings.leaseNanos();
    if (isPast(since + limitNanos, step.nowNanos())) {
      if (knowsTime) {
        step.emit(new ElectionAction.ForgetTime());
      }
      state.abandoned = Optional.of(state.membership);
      state.unknownSinceNanos = Optional.empty();
      changeMembership(step, Membership.discovered(List.of(state.self.name())));
    }
  }

  private boolean isAlive(Membership list, Set<String> names) {
    return 2 * known(list, names) > list.members().size();
  }

  private long known(Membership list, Set<String> names) {
    return list.members().stream()
        .filter(name -> name.equals(state.self.name()) || names.contains(name))
        .count();
  }

  /** Records the nodes that discovery finds. */
  void discover(ElectionStep step, Set<String> names) {
    state.discovered = true;
    state.seen = new TreeSet<>(names);
    state.seen.remove(state.self.name());
    state.seen.removeAll(state.departed.keySet());
    abandonIfUnknown(step, names);
    if (!state.membership.isConfirmed()) {
      NavigableSet<String> members = new TreeSet<>(state.seen);
      if (state.electable) {
        members.add(state.self.name());
      }
      changeMembership(step, Membership.discovered(List.copyOf(members)));
    }
  }

  /** Records that an incarnation has left. */
  void memberLeft(ElectionStep step, MemberId left, long term) {
    if (left.name().equals(state.self.name())) {
      return;
    }
    if (rules.isPledgedElsewhere(state, left, step.nowNanos())) {
      markTermUsed(term); // it may have voted in it
    } else if (term > state.term()) {
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

  /** Ends a candidacy that has failed, and moves to where the members are that have answered. */
  void endCandidacy(ElectionStep step) {
    becomeFollower(step);
    long term = rules.termAfterFailure(state, step.nowNanos());
    if (term != state.term()) {
      moveTo(step, term);
    }
    state
        .newerList
        .filter(list -> list.term() <= state.term())
        .ifPresent(list -> learn(step, list));
    rules.listAfterFailure(state, step.nowNanos()).ifPresent(list -> changeMembership(step, list));
  }

  /** Moves to a newer term, back to an older one, or forgets whom it obeyed in its own. */
  void moveTo(ElectionStep step, long term) {
    if (term > state.term()) {
      adoptTerm(step, term);
    } else {
      stepBack(step, term);
    }
  }

  /**
   * Moves back to a term that others have not left. Nobody whom a quorum obeys leads in this node's
   * own; what it has acknowledged binds it on; and in which terms it has voted it remembers, unless
   * there cannot be such terms yet.
   */
  private void stepBack(ElectionStep step, long term) {
    step.emit(new ElectionAction.StepBack(state.term(), term));
    giveUpMaster(step);
    state.fence.stepBack(term);
    if (!TermLimit.isPlausible(state.votedTerm, term)) {
      state.votedTerm = term;
      state.votedFor = Optional.empty();
    }
    if (state.membership.term() > term) {
      NavigableSet<String> names = new TreeSet<>(state.seen);
      names.addAll(state.membership.members());
      names.removeAll(state.departed.keySet());
      changeMembership(step, Membership.discovered(names));
    }
  }

  /**
   * Notes a mastership of another term than this node is in, or another one of its term, and
   * returns whether that has lasted for a lease, while this node had no other master. Then the one
   * that it obeyed is gone, and whoever raised its term was not entitled to.
   */
  boolean outlastsOthers(ElectionStep step, long term, String master, long incarnation) {
    boolean isForeign =
        term < state.term()
            || !ElectionRules.isPlausible(state, term)
            || (term == state.term() && rules.isOfAnother(state, master, incarnation));
    boolean isFree =
        (state.role == ElectionRole.FOLLOWER || state.role == ElectionRole.WAITING)
            && !state.following
            && !rules.isPledgedElsewhere(state, master, incarnation, step.nowNanos());
    boolean isKnown = !master.isEmpty() && !master.equals(state.self.name());
    if (!isForeign || !isFree || !isKnown) {
      return false;
    }
    long now = step.nowNanos();
    long lease = rules.settings.leaseNanos();
    ElectionState.Claim before = state.claims.get(master);
    boolean goesOn =
        before != null
            && before.incarnation() == incarnation
            && !isPast(before.untilNanos() + lease, now);
    long since = before != null && goesOn ? before.sinceNanos() : now;
    if (state.claims.size() < Membership.MAX_MEMBERS || before != null) {
      state.claims.put(master, new ElectionState.Claim(incarnation, since, now));
    }
    return isPast(since + lease, now);
  }

  /** Adopts a newer term, whose master is not known yet. */
  void adoptTerm(ElectionStep step, long term) {
    if (state.role == ElectionRole.MASTER) {
      stepDown(step, StepDownReason.NEWER_TERM);
    } else if (state.role != ElectionRole.WAITING) {
      becomeFollower(step);
    }
    giveUpMaster(step);
    state.fence.adopt(term);
  }

  /** Obeys a master, which {@link ElectionRules#mayObey} has allowed. */
  void follow(ElectionStep step, long term, String master, long incarnation) {
    if (state.role == ElectionRole.MASTER) {
      stepDown(step, StepDownReason.NEWER_TERM);
    }
    boolean news = !state.following || term != state.term() || !master.equals(state.obeyed());
    state.fence.obey(term, master, incarnation);
    state.following = true;
    state.claims.clear();
    state.ledUntilNanos = step.nowNanos();
    state.gaveWay = false;
    state.makesRoomUntilNanos = step.nowNanos();
    if (state.role != ElectionRole.WAITING) {
      state.role = ElectionRole.FOLLOWER;
    }
    state.standsAtNanos = timeout.afterHeartbeat(step.nowNanos());
    if (news) {
      step.emit(new ElectionAction.Follow(term, master));
    }
  }

  /**
   * Acknowledges a heartbeat of the master that this node follows: for a lease it neither stands
   * nor votes for another. A node that has just started cannot, since it forgets.
   *
   * @return whether it is bound
   */
  boolean bind(ElectionStep step, Heartbeat heartbeat) {
    if (!state.electable || state.role == ElectionRole.WAITING) {
      return false;
    }
    state.boundUntilNanos = step.nowNanos() + rules.settings.leaseNanos();
    state.boundTo = Optional.of(heartbeat.from());
    state.boundPhase = heartbeat.phase();
    return true;
  }

  /** Stops following the master, but remembers that it was obeyed in this term. */
  void giveUpMaster(ElectionStep step) {
    if (state.following) {
      state.following = false;
      step.emit(new ElectionAction.LoseMaster(state.term(), state.obeyed()));
    }
  }

  /**
   * Ends this node's mastership, by falling silent. What it has said is good until its lease would
   * have ended, so until then it is bound like those that have acknowledged it.
   */
  void stepDown(ElectionStep step, StepDownReason reason) {
    if (state.leaseBegun) {
      long until = rules.masterLeaseUntilNanos(state, step.nowNanos());
      if (until - state.boundUntilNanos > 0) {
        state.boundUntilNanos = until;
        state.boundTo = Optional.of(state.self);
      }
      step.emit(new ElectionAction.StepDown(state.term(), reason));
    }
    state.leaseBegun = false;
    state.ledUntilNanos = step.nowNanos();
    becomeFollower(step);
    if (reason == StepDownReason.ASKED) {
      // Whoever is asked to go lets the others try first.
      state.standsAtNanos += 2 * rules.settings.leaseNanos();
      state.makesRoomUntilNanos = state.standsAtNanos;
    }
  }

  /** Becomes a follower, and postpones its own candidacy. */
  void becomeFollower(ElectionStep step) {
    state.role = ElectionRole.FOLLOWER;
    long usual = timeout.afterAttempt(step.nowNanos());
    // An election that the others fail to decide is no reason not to let them try again.
    state.standsAtNanos = usual - state.makesRoomUntilNanos > 0 ? usual : state.makesRoomUntilNanos;
  }
}
