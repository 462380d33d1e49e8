package berkeley.node.driver;

import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.wire.Ballot;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import berkeley.node.election.ElectionAction;
import berkeley.node.election.ElectionEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an election's messages. Each goes out under a deadline and may get lost; a peer that still
 * owes an answer is not sent another one.
 *
 * <p>What holds up an election or a mastership goes out at once, to all. The questions of a node
 * that has just started wait their turn, and longer for an answer: where many start together, each
 * asks all the others, and if they did so at once, nobody's answer would come in time. For the
 * node's loop.
 */
final class ElectionMessenger {

  private static final Logger LOG = LoggerFactory.getLogger(ElectionMessenger.class);
  private static final long FAREWELL_NANOS = Duration.ofMillis(500).toNanos();
  private static final int RECOVERY_QUERIES_AT_ONCE = 4;

  private final NodeEnvironment environment;
  private final KnownPeers peers;
  private final StaleEntryReaper stale;
  private final Consumer<ElectionEvent> replies;
  private final Lane urgent;
  private final Lane recovery;

  /** Messages of one kind: how many at once, and how long an answer may take. */
  private static final class Lane {
    final int atOnce;
    final long limitNanos;
    final Set<String> owing = new HashSet<>();
    final Queue<Runnable> waiting = new ArrayDeque<>();
    int underWay;

    Lane(int atOnce, Duration limit) {
      this.atOnce = atOnce;
      this.limitNanos = limit.toNanos();
    }
  }

  /**
   * Creates a messenger without messages under way.
   *
   * @param lease how long a heartbeat binds; an answer may take a quarter of it, one to a node that
   *     has just started all of it
   * @param peers the ways to the others
   * @param stale learns who answers and who is gone
   * @param replies takes what comes back
   */
  ElectionMessenger(
      NodeEnvironment environment,
      Duration lease,
      KnownPeers peers,
      StaleEntryReaper stale,
      Consumer<ElectionEvent> replies) {
    this.environment = environment;
    this.peers = peers;
    this.stale = stale;
    this.replies = replies;
    this.urgent = new Lane(Integer.MAX_VALUE, lease.dividedBy(4));
    this.recovery = new Lane(RECOVERY_QUERIES_AT_ONCE, lease);
  }

  /** Sends what the action says. */
  void send(ElectionAction.Send action) {
    if (action instanceof ElectionAction.SendVoteRequest a) {
      ask(
          a.request().ballot() == Ballot.RECOVERY_QUERY ? recovery : urgent,
          a.to(),
          new Request.Vote(a.request()),
          reply -> answeredBy(a.to(), reply.from(), new ElectionEvent.VoteAnswered(reply)));
    } else if (action instanceof ElectionAction.SendHeartbeat a) {
      ask(
          urgent,
          a.to(),
          new Request.Beat(a.heartbeat()),
          reply -> answeredBy(a.to(), reply.from(), new ElectionEvent.HeartbeatAnswered(reply)));
    } else {
      throw new IllegalStateException("unknown message " + action);
    }
  }

  /** Who was asked must have answered: nobody gives another's vote. */
  private static Optional<ElectionEvent> answeredBy(
      String asked, MemberId answered, ElectionEvent reply) {
    if (answered.name().equals(asked)) {
      return Optional.of(reply);
    }
    LOG.warn("an answer in another's name, ignored asked={} answered={}", asked, answered);
    return Optional.empty();
  }

  private <T> void ask(
      Lane lane, String name, Request<T> request, Function<T, Optional<ElectionEvent>> read) {
    if (lane.owing.add(name)) {
      lane.waiting.add(() -> begin(lane, name, request, read));
      beginMore(lane);
    }
  }

  private static void beginMore(Lane lane) {
    while (lane.underWay < lane.atOnce && !lane.waiting.isEmpty()) {
      lane.underWay++;
      lane.waiting.remove().run();
    }
  }

  private <T> void begin(
      Lane lane, String name, Request<T> request, Function<T, Optional<ElectionEvent>> read) {
    Optional<PeerAddress> to = peers.electable(name);
    if (to.isEmpty()) {
      lane.underWay--;
      lane.owing.remove(name);
      return;
    }
    call(
        name,
        to.get(),
        request,
        lane.limitNanos,
        reply -> {
          lane.underWay--;
          // Before the reply is handed in: it may set off a message to the same peer.
          lane.owing.remove(name);
          if (reply instanceof Reply.Value<T> value) {
            read.apply(value.value()).ifPresent(replies);
          }
          beginMore(lane);
        });
  }

  private <T> void call(
      String name, PeerAddress to, Request<T> request, long limitNanos, Consumer<Reply<T>> then) {
    environment
        .network()
        .call(
            name,
            to,
            request,
            environment.ticks() + limitNanos,
            reply -> {
              learn(name, to, reply);
              then.accept(reply);
            });
  }

  private void learn(String name, PeerAddress to, Reply<?> reply) {
    if (reply instanceof Reply.Lost<?> lost && lost.isGone()) {
      stale.gone(name, to);
    } else {
      stale.mayBeAlive(name);
    }
    if (!(reply instanceof Reply.Value<?>)) {
      peers.doubt(name);
      LOG.debug("lost a message to={} cause={}", name, reply.failure());
    }
  }

  /**
   * Tells all that this node has left, and asks nobody anything from then on.
   *
   * @param then runs when all have heard it, or half a second later
   */
  void farewell(Leave leave, Runnable then) {
    recovery.waiting.clear();
    List<Map.Entry<String, PeerAddress>> all =
        peers.all().entrySet().stream().filter(entry -> entry.getValue().isElectable()).toList();
    if (all.isEmpty()) {
      then.run();
      return;
    }
    int[] left = {all.size()};
    for (Map.Entry<String, PeerAddress> entry : all) {
      call(
          entry.getKey(),
          entry.getValue(),
          new Request.Farewell(leave),
          FAREWELL_NANOS,
          reply -> {
            left[0]--;
            if (left[0] == 0) {
              then.run();
            }
          });
    }
  }
}
