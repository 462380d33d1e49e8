package berkeley.node.driver;

import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import berkeley.master.Electorate;
import berkeley.node.election.ClockKnowledge;
import berkeley.node.election.Election;
import berkeley.node.election.ElectionAction;
import berkeley.node.election.ElectionEvent;
import berkeley.node.election.ElectionRole;
import berkeley.node.election.ElectionSettings;
import berkeley.node.election.TermFence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Drives a node's {@link Election}: feeds it messages and the time, carries out what it wants.
 *
 * <p>For the node's loop, save for {@link #leads} and {@link #leadsUntilTicks}.
 */
public final class ElectionDriver implements ElectionParticipant {

  private static final Logger LOG = LoggerFactory.getLogger(ElectionDriver.class);
  private static final long LEAST_REFRESH_NANOS = 500_000_000L;

  /** So many listings in the time that a heartbeat binds. */
  private static final int LISTINGS_PER_LEASE = 5;

  private static final long LISTING_LIMIT_NANOS = 1_000_000_000L;

  /** Registries that are slow are asked less often, or many readers would keep them slow. */
  private static final int REST_PER_READING = 2;

  private static final int LONG_GAP_LEASES = 4;
  private static final long LEAST_LONG_GAP_NANOS = 5_000_000_000L;

  /**
   * Three times what a member takes by default to enter itself again; see {@link
   * RegistryGracePeriod}.
   */
  private static final long REGISTRY_SETTLES_NANOS = 1_500_000_000L;

  private final ElectionSettings settings;
  private final MemberId self;
  private final NodeEnvironment environment;
  private final long leaseNanos;
  private final long refreshNanos;
  private final MastershipListener listener;
  private final KnownPeers peers = new KnownPeers();
  private final StaleEntryReaper stale;
  private final ElectionMessenger messenger;
  private final RegistryGracePeriod grace = new RegistryGracePeriod(REGISTRY_SETTLES_NANOS);

  /**
   * Whether the quorum is a fixed number. Then a registry that does not answer, of a host that is
   * down, need not keep the others from beginning: whoever is behind it counts all the same.
   */
  private final boolean quorumIsFixed;

  private final Election election;
  private Timer tick = () -> {};
  private Timer discovery = () -> {};
  private long masterlessSinceTicks;
  private boolean complained;
  private volatile long leadsUntilTicks = Long.MIN_VALUE;
  private volatile boolean isMaster;
  private boolean closed;

  /**
   * Prepares an election that has not begun to run.
   *
   * @param settings the same on all nodes
   * @param self this life of this node
   * @param fence the node's memory of its term
   * @param environment what the node is handed
   * @param clock what the node's clock knows of cluster time
   * @param listener what changes with the mastership
   */
  public ElectionDriver(
      ElectionSettings settings,
      MemberId self,
      TermFence fence,
      NodeEnvironment environment,
      ClockKnowledge clock,
      MastershipListener listener) {
    this(
        settings,
        self,
        new Election(settings, self, true, fence, clock, environment.random(), environment.ticks()),
        environment,
        listener);
  }

  /** Drives a given machine; for tests, where its rules may be broken. */
  ElectionDriver(
      ElectionSettings settings,
      MemberId self,
      Election election,
      NodeEnvironment environment,
      MastershipListener listener) {
    this.self = self;
    this.environment = environment;
    this.leaseNanos = settings.lease().toNanos();
    this.refreshNanos = Math.max(LEAST_REFRESH_NANOS, leaseNanos / LISTINGS_PER_LEASE);
    this.listener = listener;
    this.quorumIsFixed = settings.quorum() > 0;
    this.stale = new StaleEntryReaper(environment, settings.memberExpiry().toNanos());
    this.messenger = new ElectionMessenger(environment, settings.lease(), peers, stale, this::feed);
    this.settings = settings;
    this.election = election;
    this.masterlessSinceTicks = environment.ticks();
  }

  @Override
  public void start() {
    arm();
    discover();
  }

  /** Answers a candidate. */
  public VoteReply vote(VoteRequest request) {
    peers.heard(request.from());
    return answer(new ElectionEvent.VoteRequested(request), ElectionAction.AnswerVote.class)
        .reply();
  }

  /** Answers a master. */
  public HeartbeatReply heartbeat(Heartbeat heartbeat) {
    peers.heard(heartbeat.from());
    return answer(
            new ElectionEvent.HeartbeatReceived(heartbeat), ElectionAction.AnswerHeartbeat.class)
        .reply();
  }

  /** Records that a member has left. */
  public void leave(Leave leave) {
    feed(new ElectionEvent.MemberLeft(leave));
  }

  @Override
  public boolean stepDown() {
    boolean led = leads();
    feed(new ElectionEvent.StepDownAsked());
    return led;
  }

  @Override
  public void admit(Adjustment adjustment) {
    ElectionAction.AnswerCorrection verdict =
        answer(
            new ElectionEvent.CorrectionReceived(
                adjustment.term(), adjustment.master(), adjustment.incarnation()),
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
    return isMaster && leadsUntilTicks - environment.ticks() > 0;
  }

  @Override
  public long leadsUntilTicks() {
    return leadsUntilTicks;
  }

  @Override
  public Electorate electorate() {
    return new Electorate(Set.copyOf(election.membership().members()));
  }

  @Override
  public long longestLeaseNanos() {
    return settings.masterLeaseNanos();
  }

  @Override
  public Map<String, PeerAddress> addresses() {
    return peers.all();
  }

  /** Returns the machine that is driven, to look at. */
  public Election election() {
    return election;
  }

  private <A extends ElectionAction> A answer(ElectionEvent event, Class<A> kind) {
    for (ElectionAction action : feed(event)) {
      if (kind.isInstance(action)) {
        return kind.cast(action);
      }
    }
    throw new IllegalStateException("no answer to " + event);
  }

  private List<ElectionAction> feed(ElectionEvent event) {
    List<ElectionAction> actions = election.handle(environment.ticks(), event);
    isMaster = election.role() == ElectionRole.MASTER;
    leadsUntilTicks = election.leadsUntilNanos();
    try {
      if (!closed) {
        actions.forEach(this::carryOut);
      }
      if (leads()) {
        listener.prolong(leadsUntilTicks);
      }
    } finally {
      arm();
    }
    return actions;
  }

  /** Masterships change in events of their own, in order, so that none begins within another. */
  private void carryOut(ElectionAction action) {
    if (action instanceof ElectionAction.BecomeMaster a) {
      LOG.info("elected node={} term={}", self.name(), a.term());
      listener.electionStep(a.term(), "ELECTED", self.name());
      environment.loop().execute(() -> listener.lead(a.term(), a.keptItsRate()));
    } else if (action instanceof ElectionAction.StepDown a) {
      LOG.info("stepping down node={} term={} reason={}", self.name(), a.term(), a.reason());
      listener.electionStep(a.term(), "STEPPED_DOWN", self.name());
      environment.loop().execute(() -> listener.stepDown(a.term()));
    } else if (action instanceof ElectionAction.StepBack a) {
      LOG.warn(
          "the members have not followed to this term, going back to theirs node={} term={} theirs={}",
          self.name(),
          a.term(),
          a.olderTerm());
    } else if (action instanceof ElectionAction.Follow a) {
      LOG.info("following node={} term={} master={}", self.name(), a.term(), a.master());
      listener.electionStep(a.term(), "FOLLOWING", a.master());
      environment.loop().execute(() -> listener.follow(a.term(), a.master()));
    } else if (action instanceof ElectionAction.LoseMaster a) {
      LOG.info("master silent node={} term={} master={}", self.name(), a.term(), a.master());
      listener.electionStep(a.term(), "MASTER_SILENT", a.master());
    } else if (action instanceof ElectionAction.ForgetTime) {
      LOG.warn(
          "most members are gone for good, beginning anew with those that are there node={}",
          self.name());
      environment.loop().execute(listener::forgetTime);
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

  private void arm() {
    tick.cancel();
    if (!closed) {
      tick =
          environment.loop().at(election.nextDeadlineNanos(), () -> feed(new ElectionEvent.Tick()));
    }
  }

  private void discover() {
    if (closed) {
      return;
    }
    long begun = environment.ticks();
    stale.sweep();
    complainWithoutMaster();
    environment
        .members()
        .read(
            peers.settled(),
            begun + LISTING_LIMIT_NANOS,
            listing -> {
              long now = environment.ticks();
              discovery =
                  environment
                      .loop()
                      .at(
                          now + Math.max(refreshNanos, REST_PER_READING * (now - begun)),
                          this::discover);
              // Last: whatever a list may hold, the next one is read.
              found(listing);
            });
  }

  private void found(Listing listing) {
    Set<String> electable = peers.take(listing);
    boolean isEnough = quorumIsFixed || listing.isComplete();
    grace
        .believe(isEnough ? Optional.of(electable) : Optional.empty(), environment.ticks())
        .ifPresent(names -> feed(new ElectionEvent.MembersSeen(names)));
  }

  /** Logs once for each gap between masters that takes far longer than an election does. */
  private void complainWithoutMaster() {
    long now = environment.ticks();
    long longGapNanos = Math.max(LONG_GAP_LEASES * leaseNanos, LEAST_LONG_GAP_NANOS);
    if (election.master().isPresent()) {
      masterlessSinceTicks = now;
      complained = false;
    } else if (!complained && now - masterlessSinceTicks > longGapNanos) {
      complained = true;
      LOG.warn(
          "no master can be elected node={} term={} quorum={} members={}",
          self.name(),
          election.term(),
          election.quorumNeeded(),
          election.membership().members());
    }
  }

  /**
   * Gives up by falling silent, and says farewell to all. Nobody is bound the shorter for it: what
   * this master has said is good until its lease would have ended.
   */
  @Override
  public void close(Runnable then) {
    boolean unused = stepDown();
    sayFarewell(then);
  }

  private void sayFarewell(Runnable then) {
    closed = true;
    tick.cancel();
    discovery.cancel();
    messenger.farewell(new Leave(self, election.term()), then);
  }
}
