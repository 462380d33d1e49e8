package berkeley.slave.election;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.ElectionRemote;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.VoteReply;
import berkeley.node.election.ElectionAction;
import berkeley.node.election.ElectionEvent;
import berkeley.slave.registration.StaleEntryReaper;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.RemoteCall;
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
 * Sends an election's messages. Each is sent under a deadline and may get lost; a peer that still
 * owes an answer is not sent another message, so a stopped one costs one thread.
 *
 * <p>What holds up an election or a mastership goes out at once, to all. The questions of a node
 * that has just started wait their turn, and longer for an answer: where many start together, each
 * asks all the others, and if they did so at once, nobody's answer would come in time. Safe for use
 * by several threads.
 */
final class ElectionMessenger {

  private static final Logger LOG = LoggerFactory.getLogger(ElectionMessenger.class);
  private static final long FAREWELL_MILLIS = 500;
  private static final int QUERY_THREADS = 4;

  private final ElectionPeers peers;
  private final StaleEntryReaper reaper;
  private final Consumer<ElectionEvent> replies;
  private final Lane urgent;
  private final Lane recoveryQueries;

  /** A way out of its own: who sends, how long an answer may take, and who owes one. */
  private record Lane(ExecutorService senders, Duration limit, Set<String> busy) {

    private Lane(ExecutorService senders, Duration limit) {
      this(senders, limit, ConcurrentHashMap.newKeySet());
    }
  }

  /**
   * Creates a messenger that has nothing to send yet.
   *
   * @param lease how long a heartbeat binds; an answer may take a quarter of it, one to a node that
   *     has just started all of it
   * @param peers the remote objects of the others
   * @param reaper learns who answers and who is gone
   * @param replies takes what comes back
   */
  ElectionMessenger(
      Duration lease,
      ElectionPeers peers,
      StaleEntryReaper reaper,
      Consumer<ElectionEvent> replies) {
    this.peers = peers;
    this.reaper = reaper;
    this.replies = replies;
    this.urgent =
        new Lane(Executors.newCachedThreadPool(ElectionMessenger::sender), lease.dividedBy(4));
    this.recoveryQueries =
        new Lane(Executors.newFixedThreadPool(QUERY_THREADS, ElectionMessenger::sender), lease);
  }

  private static Thread sender(Runnable work) {
    Thread thread = new Thread(work, "berkeley-mail");
    thread.setDaemon(true);
    return thread;
  }

  /** Sends what the action says. */
  void send(ElectionAction.Send action) {
    if (action instanceof ElectionAction.SendVoteRequest a) {
      post(
          a.request().ballot() == Ballot.RECOVERY_QUERY ? recoveryQueries : urgent,
          a.to(),
          to -> {
            VoteReply reply = to.vote(a.request());
            return from(a.to(), reply.from(), new ElectionEvent.VoteAnswered(reply));
          });
    } else if (action instanceof ElectionAction.SendHeartbeat a) {
      post(
          urgent,
          a.to(),
          to -> {
            HeartbeatReply reply = to.heartbeat(a.heartbeat());
            return from(a.to(), reply.from(), new ElectionEvent.HeartbeatAnswered(reply));
          });
    } else if (action instanceof ElectionAction.SendHandover a) {
      tell(a.to(), to -> to.handover(a.handover()));
    } else {
      throw new IllegalStateException("unknown message " + action);
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

  private void tell(String name, Word word) {
    Message message =
        to -> {
          word.tell(to);
          return Optional.empty();
        };
    urgent.senders().execute(() -> deliver(name, urgent.limit(), message));
  }

  private void post(Lane lane, String name, Message message) {
    if (lane.busy().add(name)) {
      lane.senders()
          .execute(
              () -> {
                Optional<ElectionEvent> reply = deliver(name, lane.limit(), message);
                // Before the reply is handed in: what it sets off may be a message to the same
                // peer.
                lane.busy().remove(name);
                reply.ifPresent(replies);
              });
    }
  }

  private Optional<ElectionEvent> deliver(String name, Duration limit, Message message) {
    Optional<ElectionRemote> remote = peers.remote(name);
    if (remote.isEmpty()) {
      return Optional.empty();
    }
    try {
      long deadline = System.nanoTime() + limit.toNanos();
      Optional<ElectionEvent> reply =
          RemoteCall.get(deadline, name, () -> message.deliver(remote.get()));
      reaper.alive(name);
      return reply;
    } catch (RemoteException | RuntimeException e) {
      reaper.failed(name, remote.get(), e);
      peers.doubt(name);
      LOG.debug("lost a message to={} cause={}", name, LogText.of(e));
      return Optional.empty();
    }
  }

  /** Says farewell to all, and carries nothing afterwards. */
  void farewell(Leave leave) {
    recoveryQueries.senders().shutdownNow();
    peers.names().forEach(name -> tell(name, to -> to.leave(leave)));
    urgent.senders().shutdown();
    try {
      if (!urgent.senders().awaitTermination(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("left before all had heard the farewell from={}", leave.from());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
