package berkeley.node.election;

import static berkeley.node.election.ElectionState.isPast;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.Handover;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One node's part in electing a master, as a machine without thread, clock or network.
 *
 * <p>Each call hands it the time and one event, and it hands back what is to be done, in order. The
 * problem, the idea and its sources are told in {@link berkeley.slave.election}, the argument for
 * its safety in {@link ElectionRules}.
 *
 * <p>Whoever drives it
 *
 * <ul>
 *   <li>calls {@link #handle} for one event at a time, with ticks read inside the same exclusion;
 *   <li>feeds a {@link ElectionEvent.Tick} at {@link #nextDeadlineNanos()}, which changes with each
 *       event;
 *   <li>carries out the actions in their order, answers first to whoever asked, and never while it
 *       holds up the next event; whatever is sent may get lost;
 *   <li>feeds a reply only to the life of the node that asked for it;
 *   <li>gives each life of a node another incarnation and a fresh machine.
 * </ul>
 *
 * <p>Not safe for calls by several threads at once.
 */
public final class Election {

  private final ElectionState state;
  private final ElectionRules rules;
  private final ElectionTransitions transitions;
  private final Candidate campaign;
  private final MasterDuties mastership;
  private final VoteRequestHandler voter;
  private final HeartbeatHandler obedience;
  private final ElectionTimeout patience;
  private long newestNanos;

  /**
   * A node that has just started: it remembers nothing.
   *
   * @param settings the same on all nodes
   * @param self this life of this node
   * @param electable whether it may vote and become master; otherwise it only obeys
   * @param random spreads the nodes' patience; seeded by the caller
   * @param nowNanos the node's ticks
   */
  public Election(
      ElectionSettings settings,
      MemberId self,
      boolean electable,
      RandomGenerator random,
      long nowNanos) {
    this(new ElectionRules(settings), new ElectionState(self, electable, nowNanos), random);
  }

  /** A machine in the midst of its life, or under other rules: for tests that break them. */
  Election(ElectionRules rules, ElectionState state, RandomGenerator random) {
    this.rules = rules;
    this.state = state;
    newestNanos = state.startedNanos;
    patience = new ElectionTimeout(rules.settings, random);
    transitions = new ElectionTransitions(state, rules, patience);
    mastership = new MasterDuties(state, rules, transitions);
    campaign = new Candidate(state, rules, transitions, mastership);
    voter = new VoteRequestHandler(state, rules, transitions, patience);
    obedience = new HeartbeatHandler(state, rules, transitions);
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
      if (hears(step, e.request().from())) {
        voter.answer(step, e.request());
      } else {
        voter.refuse(step, e.request());
      }
    } else if (event instanceof ElectionEvent.VoteAnswered e) {
      if (hears(step, e.reply().from())) {
        campaign.count(step, e.reply());
      }
    } else if (event instanceof ElectionEvent.HeartbeatReceived e) {
      if (hears(step, e.heartbeat().from())) {
        obedience.heartbeat(step, e.heartbeat());
      } else {
        obedience.refuse(step, e.heartbeat());
      }
    } else if (event instanceof ElectionEvent.HeartbeatAnswered e) {
      if (hears(step, e.reply().from())) {
        mastership.count(step, e.reply());
      }
    } else if (event instanceof ElectionEvent.CorrectionReceived e) {
      obedience.correction(step, e.term(), e.master());
    } else if (event instanceof ElectionEvent.CorrectionRefused e) {
      refused(step, e.refusedTerm(), e.obeyedTerm());
    } else if (event instanceof ElectionEvent.MembersSeen e) {
      transitions.discover(step, e.names());
    } else if (event instanceof ElectionEvent.MemberLeft e) {
      transitions.bury(step, e.leave().from(), e.leave().term());
    } else if (event instanceof ElectionEvent.StepDownAsked e) {
      if (state.role == ElectionRole.MASTER) {
        mastership.handOver(step, e.successors());
      }
    } else if (event instanceof ElectionEvent.HandoverReceived e) {
      succeed(step, e.handover());
    } else if (!(event instanceof ElectionEvent.Tick)) { // that one only lets time pass
      throw new IllegalStateException("unknown event " + event);
    }
  }

  /** Another process under this node's own name is no member: one of the two is a mistake. */
  private boolean hears(ElectionStep step, MemberId from) {
    if (from.name().equals(state.self.name())) {
      return false;
    }
    transitions.hear(step, from);
    return true;
  }

  private void refused(ElectionStep step, long refusedTerm, long obeyedTerm) {
    if (obeyedTerm > state.term) {
      transitions.adoptTerm(step, obeyedTerm);
    } else if (state.role == ElectionRole.MASTER
        && refusedTerm == state.term
        && obeyedTerm == state.term) {
      transitions.stepDown(step, StepDownReason.REFUSED);
    }
  }

  private void succeed(ElectionStep step, Handover handover) {
    if (state.role == ElectionRole.FOLLOWER
        && state.isMember()
        && state.following
        && handover.term() == state.term
        && handover.from().name().equals(state.obeyed)) {
      campaign.stand(step, Ballot.HANDOVER);
    }
  }

  /** Does of its own accord what is due. */
  private void act(ElectionStep step) {
    boolean patienceIsOver = isPast(state.patienceUntilNanos, step.nowNanos());
    boolean sendingIsDue = isPast(state.nextSendNanos, step.nowNanos());
    if (state.role == ElectionRole.MASTER && sendingIsDue) {
      mastership.beat(step);
    } else if (state.role == ElectionRole.FOLLOWER && patienceIsOver) {
      transitions.giveUpMaster(step);
      if (state.isMember()) {
        campaign.testTheWater(step);
      } else {
        state.patienceUntilNanos = patience.afterAttempt(step.nowNanos());
      }
    } else if (state.role == ElectionRole.WAITING) {
      if (patienceIsOver) {
        transitions.giveUpMaster(step);
      }
      if (sendingIsDue) {
        campaign.sendRecoveryQuery(step);
      }
    }
  }

  /** The ticks at which a {@link ElectionEvent.Tick} is due, unless an event comes before. */
  public long nextDeadlineNanos() {
    return switch (state.role) {
      case WAITING -> {
        long end = rules.waitEndsNanos(state);
        boolean endsFirst = end - newestNanos > 0 && end - state.nextSendNanos < 0;
        yield endsFirst ? end : state.nextSendNanos;
      }
      case FOLLOWER -> state.patienceUntilNanos;
      case PRE_CANDIDATE, CANDIDATE -> state.candidateSinceNanos + rules.settings.candidacyNanos();
      case MASTER -> {
        long lease = rules.masterLeaseUntilNanos(state, newestNanos);
        yield lease - state.nextSendNanos < 0 ? lease : state.nextSendNanos;
      }
    };
  }

  /** Whether this node is master and its lease holds at that instant; ask before each round. */
  public boolean leads(long nowNanos) {
    return state.role == ElectionRole.MASTER
        && !isPast(rules.masterLeaseUntilNanos(state, nowNanos), nowNanos);
  }

  /**
   * The ticks at which this node's lease ends, unless members answer until then; not in the future
   * if it does not lead.
   */
  public long leadsUntilNanos() {
    return state.role == ElectionRole.MASTER
        ? rules.masterLeaseUntilNanos(state, newestNanos)
        : newestNanos;
  }

  /** What this node does in the election, as of the newest event. */
  public ElectionRole role() {
    return state.role;
  }

  /** The newest term that this node takes part in; 0 before the first. Never falls. */
  public long term() {
    return state.term;
  }

  /** Whom it obeys: another node that it has heard lately, or itself while it leads. */
  public Optional<String> master() {
    return state.following || state.role == ElectionRole.MASTER
        ? Optional.of(state.obeyed)
        : Optional.empty();
  }

  /** The electable members, as this node knows them. */
  public Membership membership() {
    return state.membership;
  }

  /** How many of the members must agree at the moment. */
  public int quorumNeeded() {
    return rules.quorum.needed(state.membership, state.departed.keySet());
  }

  @Override
  public String toString() {
    return "node=%s role=%s term=%d master=%s members=%s quorum=%d"
        .formatted(
            state.self,
            state.role,
            state.term,
            master().orElse("-"),
            state.membership,
            quorumNeeded());
  }
}
