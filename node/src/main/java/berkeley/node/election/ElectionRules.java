package berkeley.node.election;

import static berkeley.node.election.ElectionState.isPast;

import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import berkeley.api.wire.VoteRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The decisions on which safety depends, and the argument for it.
 *
 * <p><b>1. While no voter restarts, a term has at most one master, ever.</b> Two quorums of one
 * list of members share a voter; a voter votes for one candidate per term ({@link #mayVote}); a
 * candidate counts only votes of its own term. No clock is involved.
 *
 * <p><b>2. A voter that restarts forgets its vote, and yet does not vote twice</b>, because it
 * waits until every node that it knows of has answered it ({@link #waitIsOver}) and then treats
 * every term that it has heard of as used. The candidate X for which it may have voted in term T
 * had taken up T before it asked, so X's answer carries T or more. Only if X itself is dead no
 * answer tells; but then X no longer leads. Again no clock is involved.
 *
 * <p><b>3. If it cannot reach all of them, it goes on after {@link
 * ElectionSettings#memberExpiry()}</b>, or one dead node would keep it waiting for ever. Then
 * leases ensure that <em>at no instant</em> two masters hold one term. Let C be the longest
 * candidacy, M the master's lease, S the shortest wait, in units of the lease 1/4, 31/32 and 5/4.
 * Let Y win term T at instant t, having asked for votes since t - C or later, and let X be another
 * master of T at t.
 *
 * <ul>
 *   <li>If X led already at t - C, it had by then been in contact in term T with a quorum, at t - C
 *       - M or later. One member p of it has voted for Y after t - C. Had p remembered, it would
 *       have refused, since it obeyed X in T. So p has restarted between, and waited for S: its
 *       vote came at t - C - M + S or later, which is after t, for S &gt; C + M.
 *   <li>If X won after t - C, one node p has voted for both, and restarted between; both votes lie
 *       within 2 C before t, but at least S &gt; 2 C apart.
 * </ul>
 *
 * Hence a candidate gives up after C, and a later reply is not counted; a master dates a contact by
 * when it <em>sent</em> what was answered; and both lapse before the machine looks at any event, so
 * a process that was stopped does so when it is resumed. The sum C + M leaves 1/32 of the lease for
 * ticks that run at different rates.
 *
 * <p>Leases are disjoint whatever their terms: a lease begins only when a quorum has acknowledged
 * heartbeats sent since the election, and who has acknowledged one neither stands, nor votes for
 * another, nor obeys another for the time L from its receipt ({@link #isPledgedElsewhere}), while
 * the master counts 31/32 L from sending.
 *
 * <p><b>4. Members come and go safely.</b> A master changes the list by one name at a time ({@link
 * #mayRevise}), once a quorum of the present list has adopted it in the master's own term; a voter
 * refuses a candidate whose list differs from its own after it has learned from the candidate's. So
 * each older list has lost a quorum to a newer one and can elect nobody (Schultz et al. 2021;
 * single-member changes: Ongaro 2014, section 4.1). Silence alone removes nobody: it takes a
 * master, who has a quorum. A member that announces its leave votes no more and may be left out at
 * once by nodes that receive the notice ({@link Quorum}); the notice carries its term, so that its
 * last vote is not forgotten. But its next incarnation may vote again, as soon as all have answered
 * it or the member expiry is over. Nodes that have answered it count it again; for those that have
 * not, because they were stopped or unreachable, the notice is void after half of the member
 * expiry.
 *
 * <p><b>5. A node obeys one master per term</b> and none of an older term ({@link #mayObey}), also
 * if all of the above should fail.
 *
 * <p><b>6. One who is not entitled moves little.</b> A term that is further ahead than {@link
 * TermLimit#LARGEST_STEP} is not heard of; who is pledged takes neither term nor list from anybody
 * else, and a master is deposed by no refusal. Nodes that were driven apart all the same meet by
 * what a quorum of them reports ({@link #termAfterFailure}, {@link #listAfterFailure}), which may
 * be an older term; and what a node sees for itself must bear out a list ({@link #isBorneOut}).
 *
 * <p><b>Assumptions.</b> (a) One process per name at a time. (b) Ticks of two nodes differ in rate
 * by less than 2 %. (c) A node that has just started knows, from discovery or from others, all
 * electable nodes: two groups that know nothing of each other are two clusters, and each may elect
 * a master of term 1. (d) A node that is silent to a newly started one for the whole member expiry
 * is dead or has lost its quorum meanwhile, rather than reachable only for others: where that
 * fails, (3) still holds as long as the list has not changed, but a term may have had a master
 * before, whose followers refuse the new one until the next term. (e) A fixed quorum, if set, is
 * more than half of all electable nodes; a smaller one gives each half of a split network a master,
 * by the operator's choice.
 */
class ElectionRules {

  final ElectionSettings settings;
  final ClockKnowledge clock;
  final Quorum quorum;

  ElectionRules(ElectionSettings settings, ClockKnowledge clock) {
    this.settings = settings;
    this.clock = clock;
    quorum = new Quorum(settings.quorum());
  }

  /** Returns whether a node that has just started may take part. */
  boolean waitIsOver(ElectionState state, long nowNanos) {
    // A master's list also says which nodes to ask, if a registry cannot be reached.
    boolean knowsOthers = state.discovered || state.membership.isConfirmed();
    return knowsOthers && isPast(waitEndsNanos(state), nowNanos);
  }

  /** Returns when the wait is over, in ticks, if no other node appears or answers before. */
  long waitEndsNanos(ElectionState state) {
    return state.startedNanos
        + (state.unanswered().isEmpty() ? settings.sitOutNanos() : settings.memberExpiryNanos());
  }

  /**
   * Returns whether this node leads, or has acknowledged another process than this one: until that
   * is over, nothing that the process says moves this node's term or its list of members.
   *
   * @param incarnation which life of the process, 0 if that is not known
   */
  boolean isPledgedElsewhere(ElectionState state, String name, long incarnation, long nowNanos) {
    boolean same =
        state
            .boundTo
            .filter(id -> id.name().equals(name))
            .filter(id -> isSameLife(id.incarnation(), incarnation))
            .isPresent();
    return state.role == ElectionRole.MASTER || (!same && isBound(state, nowNanos));
  }

  /** Returns whether this node leads, or has acknowledged another process than this one. */
  boolean isPledgedElsewhere(ElectionState state, MemberId process, long nowNanos) {
    return isPledgedElsewhere(state, process.name(), process.incarnation(), nowNanos);
  }

  /** Returns whether this node has acknowledged a master whose lease may last, or its own may. */
  boolean isBound(ElectionState state, long nowNanos) {
    return !isPast(state.boundUntilNanos, nowNanos);
  }

  /**
   * Returns whether the candidate would carry on the cluster time that this node knows, if it knows
   * one.
   */
  private boolean fits(VoteRequest request) {
    long mine = clock.epoch();
    return mine == 0 || mine == request.epoch();
  }

  /** Returns whether this node may stand for election. */
  boolean mayStand(ElectionState state, long nowNanos) {
    boolean isAlone = state.membership.members().size() == 1; // there is nobody else to set it
    return state.isMember() && (clock.mayLead() || isAlone) && !isBound(state, nowNanos);
  }

  /** Returns whether there has been no master for long, and this node may not lead by itself. */
  boolean isInDoubtForLong(ElectionState state, long nowNanos) {
    return state.isMember()
        && !clock.mayLead()
        && isPast(state.ledUntilNanos + settings.memberExpiryNanos(), nowNanos);
  }

  /** Returns whether the members vouch that cluster time has kept its rate. */
  boolean haveKeptRate(ElectionState state, long nowNanos) {
    return state.witnessedPhase != 0
        && state.witnessedPhase == clock.phase()
        && quorum.isReached(state.membership, departed(state, nowNanos), state.witnesses);
  }

  /** Returns the members that need not be counted any more. */
  Set<String> departed(ElectionState state, long nowNanos) {
    return state.departedFor(settings.leaseNanos(), nowNanos);
  }

  /** Returns whether this node would vote for the candidate. */
  boolean mayPreVote(ElectionState state, VoteRequest request, long nowNanos) {
    return takesPart(state)
        && request.term() > state.term()
        && !isPledgedElsewhere(state, request.from(), nowNanos)
        && fits(request)
        && state.membership.equals(request.membership());
  }

  /** Returns whether this node votes for the candidate, after it has learned from the request. */
  boolean mayVote(ElectionState state, VoteRequest request, long nowNanos) {
    return takesPart(state)
        && request.term() == state.term()
        && !isPledgedElsewhere(state, request.from(), nowNanos)
        && fits(request)
        && state.membership.equals(request.membership())
        && isVoteFree(state, request);
  }

  /** Returns whether this node has not voted in that term, or has voted for this candidate. */
  boolean isVoteFree(ElectionState state, VoteRequest request) {
    if (request.term() == state.votedTerm) {
      return state.votedFor.filter(request.from()::equals).isPresent();
    }
    return request.term() > state.votedTerm && state.obeyed().isEmpty();
  }

  /** Returns whether a candidacy has failed: those who have not refused are no quorum. */
  boolean isLost(ElectionState state, long nowNanos) {
    Set<String> open = new HashSet<>(state.membership.members());
    open.removeAll(state.reportedTerms.keySet());
    open.addAll(state.granted);
    return !quorum.isReached(state.membership, departed(state, nowNanos), open);
  }

  /**
   * Returns the term to which this node moves after a candidacy that has failed, as its members
   * report theirs: none of them alone could move it far.
   *
   * <ul>
   *   <li>If a quorum reports terms that a single message could not have brought about here, up to
   *       the newest one that a quorum has reached.
   *   <li>If a quorum is below that far, or a quorum of others is below at all and does not vote
   *       for this node, down to there: it has come by its term without them, and nobody who is
   *       obeyed by a quorum leads in it.
   *   <li>Otherwise up to the newest one reported, as an election needs.
   * </ul>
   */
  long termAfterFailure(ElectionState state, long nowNanos) {
    long mine = state.newestTerm();
    Set<String> departed = departed(state, nowNanos);
    Map<String, Long> others = new HashMap<>(state.reportedTerms);
    others.keySet().retainAll(state.membership.members());
    Map<String, Long> all = new HashMap<>(others);
    all.put(state.self.name(), mine);
    long reached = quorum.reachedAt(state.membership, departed, all, -1);
    if (reached < 0) {
      return state.term(); // too few have answered
    }
    Set<String> below = new HashSet<>(others.keySet());
    below.removeIf(name -> others.getOrDefault(name, mine) >= state.term());
    boolean isAhead = quorum.isReached(state.membership, departed, below);
    if (!TermLimit.isPlausible(reached, mine) || !TermLimit.isPlausible(mine, reached) || isAhead) {
      return reached;
    }
    return others.values().stream()
        .filter(term -> TermLimit.isPlausible(term, mine))
        .reduce(state.term(), Math::max);
  }

  /** Returns whether the present candidacy has its quorum. */
  boolean isWon(ElectionState state, long nowNanos) {
    return quorum.isReached(state.membership, departed(state, nowNanos), state.granted);
  }

  /** Returns whether a candidate must give up. */
  boolean candidacyIsOver(ElectionState state, long nowNanos) {
    return isPast(state.candidateSinceNanos + settings.candidacyNanos(), nowNanos);
  }

  /** Returns whether a quorum has acknowledged a heartbeat since this node was elected. */
  boolean isAcknowledged(ElectionState state, long nowNanos) {
    Set<String> acknowledged = new HashSet<>(state.contactNanos.keySet());
    acknowledged.add(state.self.name());
    return quorum.isReached(state.membership, departed(state, nowNanos), acknowledged);
  }

  /** Returns when a winner gives up whom no quorum acknowledges. */
  long unacknowledgedUntilNanos(ElectionState state) {
    return state.masterSinceNanos + settings.candidacyNanos();
  }

  /**
   * Returns when a master must give up, in ticks, if no further answer arrives: a lease after it
   * sent the newest heartbeat that a quorum has acknowledged.
   */
  long masterLeaseUntilNanos(ElectionState state, long nowNanos) {
    if (!state.leaseBegun) {
      return unacknowledgedUntilNanos(state);
    }
    Map<String, Long> contacts = new HashMap<>(state.contactNanos);
    contacts.put(state.self.name(), nowNanos);
    return quorum.reachedAt(
            state.membership, departed(state, nowNanos), contacts, state.masterSinceNanos)
        + settings.masterLeaseNanos();
  }

  /** Returns whether a master may change the list of members. */
  boolean mayRevise(ElectionState state, long nowNanos) {
    return quorum.isReached(state.membership, departed(state, nowNanos), state.informed);
  }

  /** Returns whether a master considers a member dead. Safety does not depend on when it does. */
  boolean isExpired(ElectionState state, String name, long nowNanos) {
    long silentSince = state.heardNanos.getOrDefault(name, state.masterSinceNanos);
    long expiry = settings.memberExpiryNanos();
    return nowNanos - silentSince >= expiry && nowNanos - state.masterSinceNanos >= expiry;
  }

  /**
   * Returns the list that this node takes over after a candidacy that has failed, as a quorum holds
   * it.
   *
   * <ul>
   *   <li>A newer one that a quorum of this node's own list holds: it counts also where discovery
   *       does not bear it out.
   *   <li>An older one that its own quorum holds, and that discovery bears out: this node's has
   *       never reached them, and they cannot adopt it, since it leaves out somebody who is there.
   * </ul>
   */
  Optional<Membership> listAfterFailure(ElectionState state, long nowNanos) {
    Membership mine = state.membership;
    return state.reportedLists.values().stream()
        .filter(list -> list.isConfirmed() && mine.isConfirmed())
        .filter(
            list -> {
              Set<String> holders = new HashSet<>(state.reportedLists.keySet());
              holders.removeIf(name -> !list.equals(state.reportedLists.get(name)));
              return list.isNewerThan(mine)
                  ? list.term() <= state.term() && quorum.isReached(mine, Set.of(), holders)
                  : mine.isNewerThan(list)
                      && isBorneOut(state, list, nowNanos)
                      && quorum.isReached(list, Set.of(), holders);
            })
        .findFirst();
  }

  /**
   * Returns whether what this node sees for itself bears out a list of members that it is told. One
   * who lies could leave each node alone with itself otherwise, or among names that nobody has. A
   * node that knows no confirmed list yet, or is not on it, has nothing to hold against it. Nor
   * does one that has had no master for the member expiry: nobody may ever be elected otherwise,
   * where the newest list leaves out one who is back.
   *
   * @return false if the list leaves out a member that discovery finds, or adds one that has
   *     neither been found nor heard
   */
  boolean isBorneOut(ElectionState state, Membership told, long nowNanos) {
    boolean isLost = isPast(state.ledUntilNanos + settings.memberExpiryNanos(), nowNanos);
    if (!state.membership.isConfirmed() || !state.isMember() || isLost) {
      return true;
    }
    Set<String> missing = new HashSet<>(state.membership.members());
    missing.retainAll(state.seen);
    told.members().forEach(missing::remove);
    return missing.isEmpty()
        && told.members().contains(state.self.name())
        && told.members().stream()
            .allMatch(
                name ->
                    state.membership.members().contains(name)
                        || state.seen.contains(name)
                        || state.heardNanos.containsKey(name));
  }

  /**
   * Returns whether this node obeys a master of a term.
   *
   * @param incarnation which life of the master, 0 if that is not known
   */
  boolean mayObey(ElectionState state, long term, String master, long incarnation, long nowNanos) {
    if (!isPlausible(state, term)) {
      return false;
    }
    if (master.equals(state.self.name())) {
      return state.role == ElectionRole.MASTER && term == state.term();
    }
    if (isPledgedElsewhere(state, master, incarnation, nowNanos)) {
      return false;
    }
    return term > state.term()
        || (term == state.term() && !isOfAnother(state, master, incarnation));
  }

  /** Returns whether this node has obeyed another process in its term. */
  boolean isOfAnother(ElectionState state, String master, long incarnation) {
    return !state.obeyed().isEmpty()
        && !(state.obeyed().equals(master) && isSameLife(state.fence.incarnation(), incarnation));
  }

  /** Returns whether two lives of one name can be the same; 0 is one that is not known. */
  private static boolean isSameLife(long one, long other) {
    return one == 0 || other == 0 || one == other;
  }

  /**
   * Returns whether there can be such a term, and such a list. A message with others is treated as
   * lost, which it might have been: no safety depends on it.
   */
  static boolean isPlausible(ElectionState state, long term, Membership list) {
    return isPlausible(state, term)
        && isPlausible(state, list.term())
        && list.version() <= TermLimit.LARGEST_STEP;
  }

  /** Returns whether a master can have sent this, whatever its term. */
  static boolean isWellFormed(Heartbeat heartbeat) {
    return heartbeat.membership().term() <= heartbeat.term()
        && heartbeat.membership().version() <= TermLimit.LARGEST_STEP;
  }

  /** Returns whether there can be such a term. */
  static boolean isPlausible(ElectionState state, long term) {
    return TermLimit.isPlausible(term, state.newestTerm());
  }

  private static boolean takesPart(ElectionState state) {
    return state.electable && state.role != ElectionRole.WAITING;
  }
}
