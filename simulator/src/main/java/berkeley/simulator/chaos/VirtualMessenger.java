package berkeley.simulator.chaos;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.Handover;
import berkeley.api.wire.Leave;
import berkeley.node.election.ElectionAction;
import berkeley.node.election.ElectionEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries an election's messages: the twin of {@code berkeley.slave.election.ElectionMessenger}.
 *
 * <p>A message goes to the life whose entry was read last, which may be over. A peer that owes an
 * answer is sent nothing until it has come or the time for it is up. Harsher than the real one: an
 * answer that is late, or comes twice, is handed in all the same.
 */
final class VirtualMessenger {

  private final NodeInstance life;
  private final ChaosSimulation arena;
  private final long limitNanos;
  private final Map<String, NodeInstance> ways = new HashMap<>();
  private final Map<String, Long> owesUntil = new HashMap<>();

  VirtualMessenger(NodeInstance life) {
    this.life = life;
    this.arena = life.arena;
    this.limitNanos = arena.election.lease().toNanos() / 4;
  }

  void know(Map<String, NodeInstance> entered) {
    ways.putAll(entered);
  }

  Map<String, ClockRemote> clocks() {
    Map<String, ClockRemote> clocks = new HashMap<>(ways);
    clocks.remove(life.id.name());
    return clocks;
  }

  void send(ElectionAction.Send action) {
    if (action instanceof ElectionAction.SendVoteRequest a) {
      ask(a.to(), to -> new ElectionEvent.VoteAnswered(to.voice.vote(a.request())));
    } else if (action instanceof ElectionAction.SendHeartbeat a) {
      ask(a.to(), to -> new ElectionEvent.HeartbeatAnswered(to.voice.heartbeat(a.heartbeat())));
    } else if (action instanceof ElectionAction.SendHandover a) {
      Optional.ofNullable(ways.get(a.to())).ifPresent(to -> tell(to, a.handover()));
    } else {
      throw new IllegalStateException("unknown message " + action);
    }
  }

  private void tell(NodeInstance to, Handover handover) {
    arena.transcript.note("%s names %s its successor", life.id, to.id);
    arena.net.send(life.host, to.host, () -> to.host.run(to, () -> to.voice.handover(handover)));
  }

  private void ask(String name, Function<NodeInstance, ElectionEvent> question) {
    NodeInstance to = ways.get(name);
    if (to == null || owesUntil.getOrDefault(name, Long.MIN_VALUE) > arena.time.now()) {
      return;
    }
    owesUntil.put(name, arena.time.now() + limitNanos);
    arena.net.send(life.host, to.host, () -> to.host.run(to, () -> answer(to, question.apply(to))));
  }

  private void answer(NodeInstance from, ElectionEvent reply) {
    arena.net.send(
        from.host,
        life.host,
        () ->
            life.host.run(
                life,
                () -> {
                  owesUntil.remove(from.id.name());
                  life.voice.feed(reply);
                }));
  }

  void farewell(Leave leave) {
    for (NodeInstance to : ways.values()) {
      if (to != life) {
        arena.net.send(life.host, to.host, () -> to.host.run(to, () -> to.voice.leave(leave)));
      }
    }
  }
}
