package berkeley.slave.election;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.Handover;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import berkeley.node.NodeService;
import berkeley.node.election.Election;
import berkeley.node.election.ElectionAction;
import berkeley.node.election.ElectionEvent;
import berkeley.node.election.ElectionRole;
import berkeley.node.election.ElectionSettings;
import berkeley.slave.registration.StaleEntryReaper;
import berkeley.slave.servant.NodeServant;
import berkeley.slave.telemetry.FlightRecording;
import berkeley.transport.registry.ClusterAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Drives a node's {@link Election}: feeds it messages and the time, carries out what it wants.
 *
 * <p>Events go in one at a time, under a lock that is never held while anything is sent or a
 * mastership begun or ended. Masterships change on one thread, in order; messages go out on others.
 * Safe for use by several threads.
 */
public final class ElectionDriver implements ElectionParticipant {

  private static final Logger LOG = LoggerFactory.getLogger(ElectionDriver.class);
  private static final long REFRESH_NANOS = 500_000_000L;

  /** Registries that are slow are asked less often, or many readers would keep them slow. */
  private static final int REST_PER_READING = 2;

  private static final int LONG_GAP_LEASES = 4;
  private static final long LEAST_LONG_GAP_NANOS = 5_000_000_000L;

  /**
   * Three times what a member takes by default to enter itself again; see {@link
   * ElectionPeers.GracePeriod}.
   */
  private static final long GRACE_PERIOD_NANOS = 1_500_000_000L;

  private final MemberId self;
  private final long leaseNanos;
  private final MastershipListener listener;
  private final ElectionPeers peers;
  private final StaleEntryReaper reaper;
  private final ElectionMessenger messenger;

  /**
   * Then a registry that does not answer, of a host that is down, need not keep the others from
   * beginning: whoever is behind it counts all the same.
   */
  private final boolean quorumIsFixed;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Election election;
  private final ExecutorService listenerThread;
  private final Thread timer;
  private final Thread discovery;
  private long masterlessSince = System.nanoTime();
  private boolean complained;
  private volatile long leadsUntilTicks = Long.MIN_VALUE;
  private volatile boolean closed;

  /**
   * Creates an election that has not begun to run.
   *
   * @param settings the same on all nodes
   * @param self this life of this node
   * @param cluster where the others are found
   * @param listener told when this node's mastership begins and ends
   */
  public ElectionDriver(
      ElectionSettings settings,
      MemberId self,
      ClusterAddress cluster,
      MastershipListener listener) {
    this.self = self;
    this.leaseNanos = settings.lease().toNanos();
    this.listener = listener;
    this.peers = new ElectionPeers(cluster, self.name(), GRACE_PERIOD_NANOS);
    this.quorumIsFixed = settings.quorum() > 0;
    this.reaper = new StaleEntryReaper(cluster, settings.memberExpiry().toNanos());
    this.messenger = new ElectionMessenger(settings.lease(), peers, reaper, this::feed);
    RandomGenerator patience = new java.util.Random(ThreadLocalRandom.current().nextLong());
    this.election = new Election(settings, self, true, patience, System.nanoTime());
    this.listenerThread = Executors.newSingleThreadExecutor(r -> daemon(r, "berkeley-mastership"));
    this.timer = daemon(this::keepTime, "berkeley-election");
    this.discovery = daemon(this::discover, "berkeley-peers");
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void start() {
    timer.start();
    discovery.start();
  }

  @Override
  public NodeServant servant(NodeService local) {
    return new ElectableServant(local, this);
  }

  VoteReply vote(VoteRequest request) {
    peers.heard(request.from());
    return answer(new ElectionEvent.VoteRequested(request), ElectionAction.AnswerVote.class)
        .reply();
  }

  HeartbeatReply heartbeat(Heartbeat heartbeat) {
    peers.heard(heartbeat.from());
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

  @Override
  public boolean stepDown() {
    boolean led = leads();
    feed(new ElectionEvent.StepDownAsked(listener.successors()));
    return led;
  }

  @Override
  public void admit(Adjustment adjustment) {
    ElectionAction.AnswerCorrection verdict =
        answer(
            new ElectionEvent.CorrectionReceived(adjustment.term(), adjustment.master()),
            ElectionAction.AnswerCorrection.class);
    if (!verdict.accepted()) {
      throw new StaleTermException(adjustment.term(), verdict.obeyedTerm(), verdict.obeyedMaster());
    }
  }

  @Override
  public void refused(StaleTermException refusal) {
    feed(new ElectionEvent.CorrectionRefused(refusal.refusedTerm(), refusal.obeyedTerm()));
  }

  @Override
  public boolean leads() {
    lock.lock();
    try {
      return election.leads(System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long leadsUntilTicks() {
    return leadsUntilTicks;
  }

  private <A extends ElectionAction> A answer(ElectionEvent event, Class<A> kind) {
    return feed(event).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no answer to " + event));
  }

  private List<ElectionAction> feed(ElectionEvent event) {
    lock.lock();
    try {
      List<ElectionAction> actions = election.handle(System.nanoTime(), event);
      leadsUntilTicks = election.leadsUntilNanos();
      changed.signalAll();
      if (!closed) {
        actions.forEach(this::carryOut);
      }
      return actions;
    } finally {
      lock.unlock();
    }
  }

  /** Only hands on: nothing here waits. */
  private void carryOut(ElectionAction action) {
    if (action instanceof ElectionAction.BecomeMaster a) {
      LOG.info("elected node={} term={}", self.name(), a.term());
      FlightRecording.election(self.name(), a.term(), "ELECTED", self.name());
      listenerThread.execute(() -> listener.lead(a.term()));
    } else if (action instanceof ElectionAction.StepDown a) {
      LOG.info("stepping down node={} term={} reason={}", self.name(), a.term(), a.reason());
      FlightRecording.election(self.name(), a.term(), "STEPPED_DOWN", self.name());
      listenerThread.execute(() -> listener.stepDown(a.term()));
    } else if (action instanceof ElectionAction.Follow a) {
      LOG.info("following node={} term={} master={}", self.name(), a.term(), a.master());
      FlightRecording.election(self.name(), a.term(), "FOLLOWING", a.master());
      listenerThread.execute(() -> listener.follow(a.term(), a.master()));
    } else if (action instanceof ElectionAction.LoseMaster a) {
      LOG.info("master silent node={} term={} master={}", self.name(), a.term(), a.master());
      FlightRecording.election(self.name(), a.term(), "MASTER_SILENT", a.master());
    } else if (action instanceof ElectionAction.MembershipChanged a) {
      // Once for the cluster is enough: with n members that join, all of them would say so n times.
      LOG.atLevel(election.role() == ElectionRole.MASTER ? Level.INFO : Level.DEBUG)
          .log("members node={} members={}", self.name(), a.membership());
    } else if (action instanceof ElectionAction.Send a) {
      messenger.send(a);
    } else if (!(action instanceof ElectionAction.Answer)) { // whoever asked takes those
      throw new IllegalStateException("unknown action " + action);
    }
  }

  private void keepTime() {
    while (!closed) {
      lock.lock();
      try {
        long wait = election.nextDeadlineNanos() - System.nanoTime();
        if (wait > 0) {
          changed.awaitNanos(wait);
        } else {
          feed(new ElectionEvent.Tick());
        }
      } catch (InterruptedException e) {
        LOG.trace("woken up, closed={}", closed, e);
      } catch (RuntimeException e) {
        LOG.error("the election failed, going on node={}", self.name(), e);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Says once for each gap between masters that takes far longer than an election does. */
  private void complainWithoutMaster() {
    lock.lock();
    try {
      long now = System.nanoTime();
      long longGapNanos = Math.max(LONG_GAP_LEASES * leaseNanos, LEAST_LONG_GAP_NANOS);
      if (election.master().isPresent()) {
        masterlessSince = now;
        complained = false;
      } else if (!complained && now - masterlessSince > longGapNanos) {
        complained = true;
        LOG.warn(
            "no master can be elected node={} term={} quorum={} members={}",
            self.name(),
            election.term(),
            election.quorumNeeded(),
            election.membership().members());
      }
    } finally {
      lock.unlock();
    }
  }

  private void discover() {
    while (!closed) {
      try {
        long begin = System.nanoTime();
        reaper.sweep();
        complainWithoutMaster();
        peers.refresh(quorumIsFixed).ifPresent(names -> feed(new ElectionEvent.MembersSeen(names)));
        long took = System.nanoTime() - begin;
        TimeUnit.NANOSECONDS.sleep(Math.max(REFRESH_NANOS, REST_PER_READING * took));
      } catch (InterruptedException e) {
        LOG.trace("woken up, closed={}", closed, e);
      } catch (RuntimeException e) {
        LOG.error("discovery failed, going on node={}", self.name(), e);
      }
    }
  }

  @Override
  public Map<String, ClockRemote> clocks() {
    return peers.clocks();
  }

  /**
   * Leaves in good order: hands over, answers until the successor leads or a lease is over, then
   * says farewell to all.
   */
  @Override
  public void close() {
    if (stepDown()) {
      awaitSuccessor();
    }
    Leave leave;
    lock.lock();
    try {
      leave = new Leave(self, election.term());
      closed = true;
    } finally {
      lock.unlock();
    }
    messenger.farewell(leave);
    timer.interrupt();
    discovery.interrupt();
    listenerThread.shutdown();
  }

  private void awaitSuccessor() {
    lock.lock();
    try {
      boolean expected = election.membership().members().size() > 1;
      long left = leaseNanos;
      while (expected && election.master().isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
