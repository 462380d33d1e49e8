package berkeley.simulator.chaos;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.Handover;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import berkeley.node.election.Election;
import berkeley.node.election.ElectionAction;
import berkeley.node.election.ElectionEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Drives a node's {@link Election} in virtual time: the twin of {@code
 * berkeley.slave.election.ElectionDriver}.
 */
final class VirtualElector {

  private static final ElectionEvent TICK = new ElectionEvent.Tick();

  private final NodeInstance life;
  private final ChaosSimulation arena;
  private final VirtualMessenger mail;
  final Election election;

  /** True time of the next look at the deadline, if one is due. */
  private long wakesAt = Long.MAX_VALUE;

  private long leadsUntilTicks = Long.MIN_VALUE;
  private boolean closed;

  VirtualElector(NodeInstance life) {
    this.life = life;
    this.arena = life.arena;
    this.mail = new VirtualMessenger(life);
    this.election = new Election(arena.election, life.id, true, arena.dice.other(), life.ticks());
  }

  void begin() {
    arm();
    discover();
  }

  /** Reads the registry, now and then again. */
  private void discover() {
    arena.registry.enter(life);
    arena.registry.read().ifPresent(this::found);
    long next = life.ticks() + arena.settings.periodNanos() / 2;
    life.host.at(life, next, this::discover);
  }

  private void found(Map<String, NodeInstance> entered) {
    mail.know(entered);
    Set<String> names = new HashSet<>(entered.keySet());
    names.remove(life.id.name());
    feed(new ElectionEvent.MembersSeen(names));
  }

  VoteReply vote(VoteRequest request) {
    return answer(new ElectionEvent.VoteRequested(request), ElectionAction.AnswerVote.class)
        .reply();
  }

  HeartbeatReply heartbeat(Heartbeat heartbeat) {
    return answer(
            new ElectionEvent.HeartbeatReceived(heartbeat), ElectionAction.AnswerHeartbeat.class)
        .reply();
  }

  void handover(Handover handover) {
    feed(new ElectionEvent.HandoverReceived(handover));
  }

  void leave(Leave leave) {
    feed(new ElectionEvent.MemberLeft(leave));
  }

  void stepDown() {
    feed(new ElectionEvent.StepDownAsked(life.office.successors()));
  }

  /** Lets a correction pass, or refuses it. */
  void admit(Adjustment adjustment) {
    ElectionAction.AnswerCorrection verdict =
        answer(
            new ElectionEvent.CorrectionReceived(adjustment.term(), adjustment.master()),
            ElectionAction.AnswerCorrection.class);
    if (!verdict.accepted()) {
      arena.tally.refusals++;
      throw new StaleTermException(adjustment.term(), verdict.obeyedTerm(), verdict.obeyedMaster());
    }
  }

  void refused(StaleTermException refusal) {
    feed(new ElectionEvent.CorrectionRefused(refusal.refusedTerm(), refusal.obeyedTerm()));
  }

  /** The clocks that it has seen in the registry, its own not among them. */
  Map<String, ClockRemote> clocks() {
    return mail.clocks();
  }

  boolean leads() {
    return election.leads(life.ticks());
  }

  long leadsUntilTicks() {
    return leadsUntilTicks;
  }

  /** Leaves in good order: hands over, then says farewell to all. */
  void close() {
    stepDown();
    closed = true;
    mail.farewell(new Leave(life.id, election.term()));
  }

  private <A extends ElectionAction> A answer(ElectionEvent event, Class<A> kind) {
    for (ElectionAction action : feed(event)) {
      if (kind.isInstance(action)) {
        return kind.cast(action);
      }
    }
    throw new IllegalStateException("no answer to " + event);
  }

  List<ElectionAction> feed(ElectionEvent event) {
    List<ElectionAction> actions = election.handle(life.ticks(), event);
    leadsUntilTicks = election.leadsUntilNanos();
    if (!closed) {
      actions.forEach(this::carryOut);
    }
    arm();
    return actions;
  }

  private void carryOut(ElectionAction action) {
    if (action instanceof ElectionAction.BecomeMaster a) {
      arena.transcript.note("%s is elected in term %d", life.id, a.term());
      arena.oracle.elected(life, a.term());
      life.office.then(() -> life.office.lead(a.term()));
    } else if (action instanceof ElectionAction.StepDown a) {
      arena.transcript.note("%s steps down from term %d: %s", life.id, a.term(), a.reason());
      life.office.then(() -> life.office.stepDown(a.term()));
    } else if (action instanceof ElectionAction.Follow a) {
      arena.transcript.note("%s follows %s in term %d", life.id, a.master(), a.term());
      life.office.then(() -> life.office.follow(a.term(), a.master()));
    } else if (action instanceof ElectionAction.LoseMaster a) {
      arena.transcript.note("%s gives up %s of term %d", life.id, a.master(), a.term());
    } else if (action instanceof ElectionAction.MembershipChanged a) {
      arena.transcript.note("%s knows the members %s", life.id, a.membership());
    } else if (action instanceof ElectionAction.Send a) {
      mail.send(a);
    } else if (!(action instanceof ElectionAction.Answer)) { // whoever asked takes those
      throw new IllegalStateException("unknown action " + action);
    }
  }

  /** Sees to it that the machine is ticked when it wants to be, if nothing comes before. */
  private void arm() {
    long wait = Math.max(0, election.nextDeadlineNanos() - life.ticks());
    long at = arena.time.now() + (long) (wait / (1 + life.host.crystal.ratio())) + 1;
    if (at < wakesAt) {
      wakesAt = at;
      arena.time.at(at, () -> wake(at));
    }
  }

  private void wake(long at) {
    if (at == wakesAt) {
      life.host.run(
          life,
          () -> {
            wakesAt = Long.MAX_VALUE;
            if (election.nextDeadlineNanos() - life.ticks() > 0) {
              arm();
            } else {
              feed(TICK);
            }
          });
    }
  }
}
