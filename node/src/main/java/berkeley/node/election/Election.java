package berkeley.node.election;

import static berkeley.node.election.ElectionState.isPast;

import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One node's part in electing a master, as a state machine without thread, clock or network.
 *
 * <p>Each call takes the time and one event, and returns the actions to be carried out, in order.
 * The package describes the problem, the idea and its sources, {@link ElectionRules} the argument
 * for its safety.
 *
 * <p>Its driver
 *
 * <ul>
 *   <li>calls {@link #handle} for one event at a time, with ticks read inside the same exclusion;
 *   <li>feeds a {@link ElectionEvent.Tick} at {@link #nextDeadlineNanos()}, which changes with each
 *       event;
 *   <li>carries out the actions in order, returns an answer to the caller of its event, and does
 *       not delay the next event meanwhile; messages may be lost;
 *   <li>feeds a reply only to the incarnation of the node that asked for it;
 *   <li>gives each start of a node another incarnation and a new machine.
 * </ul>
 *
 * <p>Not safe for calls by several threads at once.
 */
public final class Election {

  private final ElectionState state;
  private final ElectionRules rules;
  private final ElectionTransitions transitions;
  private final Candidate candidate;
  private final MasterDuties masterDuties;
  private final VoteRequestHandler voteRequests;
  private final HeartbeatHandler heartbeats;
  private final ElectionTimeout timeout;
  private long newestNanos;

  /**
   * Creates the machine of a node that has just started and remembers nothing.
   *
   * @param settings the same on all nodes
   * @param self this incarnation of this node
   * @param electable whether it may vote and become master; otherwise it only obeys
   * @param fence the node's memory of its term
   * @param clock what its clock knows of cluster time
   * @param random spreads the nodes' timeouts; seeded by the caller
   * @param nowNanos the node's ticks
   */
  public Election(
      ElectionSettings settings,
      MemberId self,
      boolean electable,
      TermFence fence,
      ClockKnowledge clock,
      RandomGenerator random,
      long nowNanos) {
    this(
        new ElectionRules(settings, clock),
        new ElectionState(self, electable, fence, nowNanos),
        random);
  }

  /** Creates a machine in a given state or with other rules; for tests. */
  Election(ElectionRules rules, ElectionState state, RandomGenerator random) {
    this.rules = rules;
    this.state = state;
    newestNanos = state.startedNanos;
    timeout = new ElectionTimeout(rules.settings, random);
    transitions = new ElectionTransitions(state, rules, timeout);
    masterDuties = new MasterDuties(state, rules, transitions);
    candidate = new Candidate(state, rules, transitions, masterDuties);
    voteRequests = new VoteRequestHandler(state, rules, transitions, timeout);
    heartbeats = new HeartbeatHandler(state, rules, transitions);
  }

  /**
   * Handles one event.
   *
   * @param nowNanos the node's ticks; a reading older than the newest one counts as the newest
   * @param event what has happened
   * @return what is to be done, in this order
   */
  public List<ElectionAction> handle(long nowNanos, ElectionEvent event) {
    newestNanos = isPast(newestNanos, nowNanos) ? nowNanos : newestNanos;
    ElectionStep step = new ElectionStep(newestNanos, new ArrayList<>());
    transitions.lapse(step);
    dispatch(step, event);
    act(step);
    return List.copyOf(step.actions());
  }

  private void dispatch(ElectionStep step, ElectionEvent event) {
    if (event instanceof ElectionEvent.VoteRequested e) {
      if (hears(step, e.request().from(), e.request().term(), e.request().membership())) {
        voteRequests.answer(step, e.request());
      } else {
        voteRequests.refuse(step, e.request());
      }
    } else if (event instanceof ElectionEvent.VoteAnswered e) {
      boolean heard = hears(step, e.reply().from(), e.reply().term(), e.reply().membership());
      candidate.note(e.reply());
      if (heard) {
        candidate.count(step, e.reply());
      }
      candidate.giveUpIfLost(step);
    } else if (event instanceof ElectionEvent.HeartbeatReceived e) {
      heartbeats.answer(step, e.heartbeat());
    } else if (event instanceof ElectionEvent.HeartbeatAnswered e) {
      if (hears(step, e.reply().from(), e.reply().term(), e.reply().membership())) {
        masterDuties.count(step, e.reply());
      }
    } else if (event instanceof ElectionEvent.CorrectionReceived e) {
      heartbeats.correction(step, e.term(), e.master(), e.incarnation());
    } else if (event instanceof ElectionEvent.CorrectionRefused e) {
      refused(step, e.refusedTerm(), e.obeyedTerm());
    } else if (event instanceof ElectionEvent.MembersSeen e) {
      transitions.discover(step, e.names());
    } else if (event instanceof ElectionEvent.MemberLeft e) {
      if (ElectionRules.isPlausible(state, e.leave().term())) {
        transitions.memberLeft(step, e.leave().from(), e.leave().term());
      }
    } else if (event instanceof ElectionEvent.StepDownAsked) {
      if (state.role == ElectionRole.MASTER) {
        transitions.stepDown(step, StepDownReason.ASKED);
      }
    } else if (!(event instanceof ElectionEvent.Tick)) { // a tick needs no handling of its own
      throw new IllegalStateException("unknown event " + event);
    }
  }

  /**
   * Records that the sender is alive, and returns whether what it says is to be handled. Another
   * process under this node's own name is not a member: one of the two was started by mistake.
   */
  private boolean hears(ElectionStep step, MemberId from, long term, Membership membership) {
    if (from.name().equals(state.self.name())) {
      return false;
    }
    transitions.hear(step, from);
    return ElectionRules.isPlausible(state, term, membership);
  }

  private void refused(ElectionStep step, long refusedTerm, long obeyedTerm) {
    if (state.role == ElectionRole.MASTER && refusedTerm == state.term()) {
      transitions.stepDown(step, StepDownReason.REFUSED);
    }
    if (obeyedTerm > state.term() && ElectionRules.isPlausible(state, obeyedTerm)) {
      transitions.adoptTerm(step, obeyedTerm);
    }
  }

  /** Does what is due by time alone. */
  private void act(ElectionStep step) {
    boolean timeoutIsOver = isPast(state.standsAtNanos, step.nowNanos());
    boolean sendingIsDue = isPast(state.nextSendNanos, step.nowNanos());
    if (state.role == ElectionRole.MASTER && sendingIsDue) {
      masterDuties.sendHeartbeats(step);
    } else if (state.role == ElectionRole.FOLLOWER && timeoutIsOver) {
      transitions.giveUpMaster(step);
      if (givesWay()) {
        state.gaveWay = true;
        state.standsAtNanos = timeout.afterHeartbeat(step.nowNanos());
      } else if (rules.mayStand(state, step.nowNanos())) {
        candidate.startPreVote(step);
      } else {
        if (rules.isInDoubtForLong(state, step.nowNanos())) {
          // Else a cluster whose members all doubt their time would never be led again.
          step.emit(new ElectionAction.ForgetTime());
        }
        state.standsAtNanos = timeout.afterAttempt(step.nowNanos());
      }
    } else if (state.role == ElectionRole.WAITING) {
      if (timeoutIsOver) {
        transitions.giveUpMaster(step);
      }
      if (sendingIsDue) {
        candidate.sendRecoveryQuery(step);
      }
    }
  }

  /** A node without cluster time, or whose time is in doubt, lets the others go first. */
  private boolean givesWay() {
    boolean hasNone = rules.clock.epoch() == 0 && state.knownEpoch != 0;
    return (hasNone || rules.clock.isInDoubt()) && !state.gaveWay;
  }

  /**
   * Returns the ticks at which a {@link ElectionEvent.Tick} is due, unless an event comes before.
   */
  public long nextDeadlineNanos() {
    return switch (state.role) {
      case WAITING -> {
        long end = rules.waitEndsNanos(state);
        boolean endsFirst = end - newestNanos > 0 && end - state.nextSendNanos < 0;
        yield endsFirst ? end : state.nextSendNanos;
      }
      case FOLLOWER -> state.standsAtNanos;
      case PRE_CANDIDATE, CANDIDATE -> state.candidateSinceNanos + rules.settings.candidacyNanos();
      case MASTER -> {
        long lease = rules.masterLeaseUntilNanos(state, newestNanos);
        yield lease - state.nextSendNanos < 0 ? lease : state.nextSendNanos;
      }
    };
  }

  /** Returns whether this node is master and its lease holds at that instant. */
  public boolean leads(long nowNanos) {
    return state.role == ElectionRole.MASTER
        && state.leaseBegun
        && !isPast(rules.masterLeaseUntilNanos(state, nowNanos), nowNanos);
  }

  /**
   * Returns the ticks at which this node's lease ends, unless members answer before; not in the
   * future if it does not lead.
   */
  public long leadsUntilNanos() {
    return state.role == ElectionRole.MASTER && state.leaseBegun
        ? rules.masterLeaseUntilNanos(state, newestNanos)
        : newestNanos;
  }

  /** Returns this node's role in the election, as of the newest event. */
  public ElectionRole role() {
    return state.role;
  }

  /** Returns the newest term that this node takes part in; 0 before the first. */
  public long term() {
    return state.term();
  }

  /** Returns the master that it obeys: another node heard recently, or itself while it leads. */
  public Optional<String> master() {
    return state.following || state.role == ElectionRole.MASTER
        ? Optional.of(state.obeyed())
        : Optional.empty();
  }

  /** Returns the electable members, as this node knows them. */
  public Membership membership() {
    return state.membership;
  }

  /** Returns how many of the members must agree at the moment. */
  public int quorumNeeded() {
    return rules.quorum.needed(state.membership, rules.departed(state, newestNanos));
  }

  @Override
  public String toString() {
    return "node=%s role=%s term=%d master=%s members=%s quorum=%d"
        .formatted(
            state.self,
            state.role,
            state.term(),
            master().orElse("-"),
            state.membership,
            quorumNeeded());
  }
}
