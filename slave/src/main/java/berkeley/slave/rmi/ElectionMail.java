package berkeley.slave.rmi;

import berkeley.api.ElectionRemote;
import berkeley.api.HeartbeatReply;
import berkeley.api.Leave;
import berkeley.api.MemberId;
import berkeley.api.VoteReply;
import berkeley.master.rmi.OneLine;
import berkeley.master.rmi.RemoteCall;
import berkeley.slave.election.ElectionAction;
import berkeley.slave.election.ElectionEvent;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries an election's messages. Each goes out on a thread of its own under a deadline and may get
 * lost; a peer that still owes an answer is not sent another message, so a stopped one costs one
 * thread. Safe for use by several threads.
 */
final class ElectionMail {

  private static final Logger LOG = LoggerFactory.getLogger(ElectionMail.class);
  private static final long FAREWELL_MILLIS = 500;

  private final Duration limit;
  private final Peers peers;
  private final DeadNames dead;
  private final Consumer<ElectionEvent> replies;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final ExecutorService senders;

  /**
   * Mail that has nothing to carry yet.
   *
   * @param limit how long an answer may take
   * @param peers the ways to the others
   * @param dead learns who answers and who is gone
   * @param replies takes what comes back
   */
  ElectionMail(Duration limit, Peers peers, DeadNames dead, Consumer<ElectionEvent> replies) {
    this.limit = limit;
    this.peers = peers;
    this.dead = dead;
    this.replies = replies;
    this.senders =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "berkeley-mail");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Sends what the action says; answers to callers are none of its business. */
  void send(ElectionAction action) {
    if (action instanceof ElectionAction.SendVoteRequest a) {
      post(
          a.to(),
          to -> {
            VoteReply reply = to.vote(a.request());
            return from(a.to(), reply.from(), new ElectionEvent.VoteAnswered(reply));
          });
    } else if (action instanceof ElectionAction.SendHeartbeat a) {
      post(
          a.to(),
          to -> {
            HeartbeatReply reply = to.heartbeat(a.heartbeat());
            return from(a.to(), reply.from(), new ElectionEvent.HeartbeatAnswered(reply));
          });
    } else if (action instanceof ElectionAction.SendHandover a) {
      senders.execute(() -> deliver(a.to(), telling(to -> to.handover(a.handover()))));
    }
  }

  /** Who was asked must have answered: nobody gives another's vote. */
  private static Optional<ElectionEvent> from(
      String asked, MemberId answered, ElectionEvent reply) {
    if (answered.name().equals(asked)) {
      return Optional.of(reply);
    }
    LOG.warn("an answer in another's name, ignored asked={} answered={}", asked, answered);
    return Optional.empty();
  }

  @FunctionalInterface
  private interface Message {
    Optional<ElectionEvent> deliver(ElectionRemote to) throws RemoteException;
  }

  @FunctionalInterface
  private interface Word {
    void tell(ElectionRemote to) throws RemoteException;
  }

  private static Message telling(Word word) {
    return to -> {
      word.tell(to);
      return Optional.empty();
    };
  }

  private void post(String name, Message message) {
    if (busy.add(name)) {
      senders.execute(
          () -> {
            Optional<ElectionEvent> reply = deliver(name, message);
            // Before the reply is handed in: what it sets off may be a message to the same peer.
            busy.remove(name);
            reply.ifPresent(replies);
          });
    }
  }

  private Optional<ElectionEvent> deliver(String name, Message message) {
    Optional<ElectionRemote> way = peers.wayTo(name);
    if (way.isEmpty()) {
      return Optional.empty();
    }
    try {
      long deadline = System.nanoTime() + limit.toNanos();
      Optional<ElectionEvent> reply =
          RemoteCall.get(deadline, name, () -> message.deliver(way.get()));
      dead.alive(name);
      return reply;
    } catch (RemoteException | RuntimeException e) {
      dead.failed(name, way.get(), e);
      peers.doubt(name);
      LOG.debug("lost a message to={} cause={}", name, OneLine.of(e));
      return Optional.empty();
    }
  }

  /** Says farewell to all, and carries nothing afterwards. */
  void farewell(Leave leave) {
    peers
        .names()
        .forEach(name -> senders.execute(() -> deliver(name, telling(to -> to.leave(leave)))));
    senders.shutdown();
    try {
      if (!senders.awaitTermination(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("left before all had heard the farewell from={}", leave.from());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
